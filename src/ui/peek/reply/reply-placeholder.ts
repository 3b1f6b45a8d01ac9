import { isTerminalGone } from '../../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../../core/lifecycle/restart.ts';
import type { RestartKind } from '../../../core/lifecycle/restart-words.ts';
import { type Obstacle, replyRoute, type StartMark } from '../../../core/message/route.ts';
import { areOptionsToCome } from '../../../core/question/question.ts';
import { isElsewhere } from '../../../core/session/adopted.ts';
import type { Session } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import type { KeysState } from '../../state/keys.ts';
import type { Peek } from '../../state/peek.ts';
import { findSession } from '../../state/sessions.ts';
import type { Slices } from '../../state/view-state.ts';
import { suggestions } from './suggest.ts';
import { isWritingForChoice, needsText, takesText } from './typed-digits.ts';

const restartWays: Readonly<Record<RestartKind, string>> = {
  resume: 'it has ended; a reply resumes it, and so does Enter',
  start: 'it ended before its first turn; Enter starts it again, and so does a reply',
  none: 'it has ended and cannot be resumed; start a new session',
};

/** What the empty field of the peek says: what can be typed there, and what Tab would fill in. */
export function replyPlaceholder(state: Slices<'keys' | 'sessions' | 'peek'>): string {
  const peek = state.peek.open;
  const shown = findSession(state.sessions, peek?.id);
  if (shown && isElsewhere(shown)) return elsewhereWords(shown);
  const options = peek?.question?.options.length ?? 0;
  if (areOptionsToCome(peek?.question) && peek?.typed)
    return `${peek.typed}, as soon as its options are known`;
  if (peek?.chosen.length) return choiceWords(state, peek);
  if (peek?.typed) return peek.typed;
  if (options === 0 && areOptionsToCome(peek?.question)) return 'press a number, or type an answer';
  if (options > 0) return takesText(state) ? `press 1-${options}, or type an answer` : `press 1-${options}`;
  const session = findSession(state.sessions, peek?.id);
  if (!peek || !session) return '';
  return routeWords(session) ?? messageWords(state.keys, session, peek);
}

/** What becomes of words, where they are not simply sent. */
function routeWords(session: Session): string | undefined {
  const route = replyRoute(session, { choices: [], text: '' });
  if (route.type === 'after start') return startWords[route.when];
  if (route.type === 'resume first') return restartWays[restartKindOf(session)];
  return route.type === 'refused' ? obstacleWords(session, route.reason) : undefined;
}

const startWords: Readonly<Record<StartMark, string>> = {
  'first turn': 'Enter starts it now; a reply goes out when its first turn has ended',
  prompt: 'a reply goes to it as soon as it listens',
};

function obstacleWords(session: Session, reason: Obstacle): string | undefined {
  if (reason === 'elsewhere') return elsewhereWords(session);
  if (reason === 'queued') return 'it waits for its start; Enter starts it now';
  if (reason === 'starting') return 'it is starting';
  if (reason === 'suspended') return session.status.summary;
  if (isTerminalGone(session)) return `its terminal is gone; agents respawn ${session.id} runs it again`;
  return session.status.process === 'exited' ? 'it has ended; Enter shows its last screen' : undefined;
}

function messageWords(keys: KeysState, session: Session, peek: Peek): string {
  if (session.spec.kind === 'exec') return 'type input for this job';
  const [suggestion] = suggestions({ session, lines: peek.lines });
  const key = withKeys(keys, '[{suggest}]');
  return suggestion === undefined || !key ? 'type a reply' : `type a reply, or ${key}: ${suggestion}`;
}

function choiceWords(state: Slices<'sessions' | 'peek'>, { question }: Peek): string {
  if (!isWritingForChoice(state)) return 'Enter sends the choice';
  const number = (question?.freeText ?? 0) + 1;
  if (needsText(state)) return `type your words for ${number}; Enter sends both`;
  return `Enter sends the choice; words for ${number} go with it`;
}

function elsewhereWords({ status: { claudeJob } }: Session): string {
  if (claudeJob === undefined) return 'it takes no reply from here: it runs in another terminal';
  return `Enter attaches: it is answered there (claude attach ${claudeJob})`;
}

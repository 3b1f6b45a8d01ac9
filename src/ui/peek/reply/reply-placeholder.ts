import { isTerminalGone } from '../../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../../core/lifecycle/restart.ts';
import type { RestartKind } from '../../../core/lifecycle/restart-words.ts';
import { isResumable } from '../../../core/lifecycle/resumable.ts';
import { isSuspended } from '../../../core/lifecycle/suspended.ts';
import { areOptionsToCome } from '../../../core/question/question.ts';
import { isQueued } from '../../../core/queue/queue.ts';
import { isElsewhere } from '../../../core/session/adopted.ts';
import type { Session } from '../../../core/session/session.ts';
import { isOnItsWay } from '../../../core/session/starting.ts';
import { withKeys } from '../../keys/key-for.ts';
import type { Peek } from '../../state/peek-state.ts';
import { findSession, type ViewState } from '../../state/view-state.ts';
import { suggestions } from './suggest.ts';
import { isWritingForChoice, needsText, takesText } from './typed-digits.ts';

const restartWays: Readonly<Record<RestartKind, string>> = {
  resume: 'it has ended; a reply resumes it, and so does Enter',
  start: 'it ended before its first turn; Enter starts it again, and so does a reply',
  none: 'it has ended and cannot be resumed; start a new session',
};

/** What the empty field of the peek says: what can be typed there, and what Tab would fill in. */
export function replyPlaceholder(state: ViewState): string {
  const { peek } = state;
  const shown = findSession(state, peek?.id);
  if (shown && isElsewhere(shown)) return elsewhereWords(shown);
  const options = peek?.question?.options.length ?? 0;
  if (areOptionsToCome(peek?.question) && peek?.typed)
    return `${peek.typed}, as soon as its options are known`;
  if (peek?.chosen.length) return choiceWords(state, peek);
  if (peek?.typed) return peek.typed;
  if (options === 0 && areOptionsToCome(peek?.question)) return 'press a number, or type an answer';
  if (options > 0) return takesText(state) ? `press 1-${options}, or type an answer` : `press 1-${options}`;
  const session = findSession(state, peek?.id);
  if (!peek || !session) return '';
  if (isQueued(session)) return queuedWords(session);
  if (isOnItsWay(session)) return startingWords(session);
  if (isResumable(session)) return restartWays[restartKindOf(session)];
  if (isSuspended(session)) return session.status.summary;
  if (isTerminalGone(session)) return `its terminal is gone; agents respawn ${session.id} runs it again`;
  if (session.status.process === 'exited') return 'it has ended; Enter shows its last screen';
  if (session.spec.kind === 'exec') return 'type input for this job';
  const [suggestion] = suggestions({ session, lines: peek.lines });
  const key = withKeys(state, '[{suggest}]');
  return suggestion === undefined || !key ? 'type a reply' : `type a reply, or ${key}: ${suggestion}`;
}

function choiceWords(state: ViewState, { question }: Peek): string {
  if (!isWritingForChoice(state)) return 'Enter sends the choice';
  const number = (question?.freeText ?? 0) + 1;
  if (needsText(state)) return `type your words for ${number}; Enter sends both`;
  return `Enter sends the choice; words for ${number} go with it`;
}

function elsewhereWords({ status: { claudeJob } }: Session): string {
  if (claudeJob === undefined) return 'it takes no reply from here: it runs in another terminal';
  return `Enter attaches: it is answered there (claude attach ${claudeJob})`;
}

function startingWords({ spec }: Session): string {
  return spec.kind === 'exec' ? 'it is starting' : 'a reply goes to it as soon as it listens';
}

function queuedWords({ spec }: Session): string {
  if (spec.kind === 'exec') return 'it waits for its start; Enter starts it now';
  return 'Enter starts it now; a reply goes out when its first turn has ended';
}

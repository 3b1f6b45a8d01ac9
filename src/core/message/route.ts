import type { Reply } from '../effects.ts';
import { isResumable } from '../lifecycle/resumable.ts';
import { isSuspended, suspendedRefusal } from '../lifecycle/suspended.ts';
import { isQueued } from '../queue/queue.ts';
import { howToMove, isElsewhere } from '../session/adopted.ts';
import { displayName } from '../session/display-name.ts';
import type { Session } from '../session/session.ts';
import { isOnItsWay } from '../session/starting.ts';

/** What a reply to a session means now. */
export type ReplyRoute =
  /** It is written to its terminal. */
  | { readonly type: 'now' }
  /** It is kept, until the session's first turn has ended or its agent has drawn a prompt. */
  | { readonly type: 'after start'; readonly when: StartMark }
  /** It is kept, and the session is started again in its conversation. */
  | { readonly type: 'resume first' }
  /** `why`: a sentence. */
  | { readonly type: 'refused'; readonly reason: Obstacle; readonly why: string };

export type StartMark = 'first turn' | 'prompt';

/** What is in the way of a reply; `question ended`: it could be started again, and asks nothing then. */
export type Obstacle = 'elsewhere' | 'suspended' | 'ended' | 'question ended' | 'queued' | 'starting';

/** What else is known of a session. */
interface Known {
  /** That a signal has stopped its program, as its row says it; undefined: as its status has it. */
  readonly suspended?: string | false | undefined;
}

/** The one answer to what becomes of a reply, for the view, the verbs and the messages that wait. */
export function replyRoute(session: Session, reply: Reply, known: Known = {}): ReplyRoute {
  const name = displayName(session);
  const { spec, status } = session;
  const { choices, text } = reply;
  const suspended = known.suspended ?? (isSuspended(session) && status.summary);
  if (suspended !== false) return refused('suspended', suspendedRefusal(name, suspended));
  if (isElsewhere(session)) return refused('elsewhere', `${howToMove(name, session)} Nothing was sent.`);
  if (isResumable(session)) {
    if (text !== undefined) return { type: 'resume first' };
    return refused('question ended', `${name} has ended, and so has its question.`);
  }
  const takesWords = spec.kind === 'background' && text !== undefined;
  if (isQueued(session)) {
    return takesWords
      ? { type: 'after start', when: 'first turn' }
      : refused('queued', notBegun(name, 'queued'));
  }
  if (isOnItsWay(session)) {
    if (choices.length > 0 || /^\s*\d+\s*$/.test(text ?? ''))
      return refused('starting', `${name} is still starting and asks nothing yet; nothing was sent.`);
    return takesWords
      ? { type: 'after start', when: 'prompt' }
      : refused('starting', notBegun(name, 'still starting'));
  }
  if (status.process !== 'alive') return refused('ended', `${name} has ended; nothing was sent.`);
  return { type: 'now' };
}

function notBegun(name: string, what: string): string {
  return `${name} is ${what}; nothing was sent. Send it again when it has begun.`;
}

/** When a reply that is kept goes out: the end of a sentence. */
export const keptUntil: Readonly<Record<StartMark, string>> = {
  'first turn': 'gets it when its first turn has ended',
  prompt: 'gets it as soon as it listens',
};

function refused(reason: Obstacle, why: string): ReplyRoute {
  return { type: 'refused', reason, why };
}

import type { Session } from '../core/sessions/session.ts';
import type { BoundQuestion, Reply } from '../core/view/effects.ts';
import { displayName } from '../core/view/view-state.ts';
import { sendReply } from './reply.ts';
import type { World } from './world.ts';

/** One answer and the session that it is for. */
export interface Addressed {
  readonly session: Session;
  readonly bound: BoundQuestion;
}

/** Sends one answer to several sessions; says to how many, and which had moved on and why. */
export async function replyAlike(
  world: World,
  addressed: readonly Addressed[],
  reply: Reply,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const outcomes = await Promise.all(
    addressed.map(({ session, bound }) =>
      sendReply(world, session, { bound, reply }).catch((error: unknown) => ({
        type: 'refused' as const,
        why: `${displayName(session)}: ${error instanceof Error ? error.message : String(error)}`,
      })),
    ),
  );
  const left = outcomes.flatMap(outcome => (outcome.type === 'refused' ? [outcome.why] : []));
  const count = outcomes.length - left.length;
  if (left.length === 0) return { text: `Sent to ${count} sessions.`, isWhole: true };
  return { text: `Sent to ${count} of ${outcomes.length} sessions. ${left.join(' ')}`, isWhole: false };
}

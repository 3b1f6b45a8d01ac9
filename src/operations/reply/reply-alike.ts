import type { BoundQuestion, Reply } from '../../core/effects.ts';
import { displayName } from '../../core/session/display-name.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { requireSession } from '../context/session-place.ts';
import type { World } from '../context/world.ts';
import { sendReply } from './reply.ts';

/**
 * Sends one answer to several sessions; says to how many, and which have moved on or are gone and why. `unsent` are
 * those that did not get it.
 */
export async function replyAlike(
  world: World,
  bound: readonly BoundQuestion[],
  reply: Reply,
): Promise<{ readonly text: string; readonly unsent: readonly BoundQuestion[] }> {
  const refusals = await Promise.all(bound.map(each => whyUnsent(world, each, reply)));
  const unsent = bound.filter((_each, at) => refusals[at] !== undefined);
  const count = bound.length - unsent.length;
  if (unsent.length === 0) return { text: `Sent to ${count} sessions.`, unsent };
  const whys = refusals.filter(why => why !== undefined);
  return { text: `Sent to ${count} of ${bound.length} sessions. ${whys.join(' ')}`, unsent };
}

/** Undefined when it was sent; else a sentence. */
async function whyUnsent(
  world: World,
  { id, ...bound }: BoundQuestion,
  reply: Reply,
): Promise<string | undefined> {
  let who = '';
  try {
    const session = requireSession(world, id);
    who = `${displayName(session)}: `;
    const outcome = await sendReply(world, session, { bound, reply });
    return outcome.type === 'refused' ? outcome.why : undefined;
  } catch (error) {
    return `${who}${reasonOf(error)}`;
  }
}

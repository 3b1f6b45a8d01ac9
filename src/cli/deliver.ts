import { setTimeout as wait } from 'node:timers/promises';
import { isResumable } from '../core/sessions/resumable.ts';
import type { Session } from '../core/sessions/session.ts';
import { safeText } from '../core/text/safe-text.ts';
import type { Reply } from '../core/view/effects.ts';
import { displayName } from '../core/view/view-state.ts';
import type { ReplyOutcome } from '../runtime/confirm.ts';
import { sendLater } from '../runtime/outbox.ts';
import { sendReply } from '../runtime/reply.ts';
import { type World, withAgents } from '../runtime/world.ts';
import { isWaiting } from '../system/records/outbox.ts';
import { writeOutput } from './output.ts';

/** Gives a session its reply and prints what became of it. Resolves to the exit code; throws a sentence when it is refused. */
export async function deliver(
  plain: World,
  session: Session,
  { reply, json }: { readonly reply: Reply; readonly json: boolean },
): Promise<number> {
  const world = withAgents(plain);
  const { question, questionNumber } = session.conclusion;
  const outcome: Outcome =
    isResumable(session) && reply.text !== undefined
      ? await sendAndResume(world, session, reply.text)
      : await sendReply(world, session, { bound: { question, questionNumber }, reply });
  if (json) {
    const entry = { id: session.id, name: displayName(session), outcome: outcome.type };
    const why = outcome.type === 'refused' ? { why: outcome.why } : {};
    writeOutput(`${JSON.stringify({ ...entry, ...why }, null, 2)}\n`);
  }
  if (outcome.type === 'refused') throw new Error(outcome.why);
  if (!json) writeOutput(`${'text' in outcome ? outcome.text : outcome.type}\n`);
  return 0;
}

/** `queued` with words: the agent was started for it, and does not listen yet. */
type Outcome = ReplyOutcome | { readonly type: 'queued'; readonly text: string };

/** How long an agent gets to start again before the message is said to wait. */
const readyMs = 30_000;

/** To one whose process has ended: it is started again, and gets the message as soon as it listens. */
async function sendAndResume(world: World, session: Session, text: string): Promise<Outcome> {
  const file = await sendLater(world, session, text);
  const deadline = performance.now() + readyMs;
  while (isWaiting(file) && performance.now() < deadline) await wait(50);
  if (!isWaiting(file)) return { type: 'delivered' };
  const name = safeText(displayName(session));
  return { type: 'queued', text: `queued: ${name} was started again and gets it as soon as it listens` };
}

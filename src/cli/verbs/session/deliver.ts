import { setTimeout as wait } from 'node:timers/promises';
import type { Reply } from '../../../core/effects.ts';
import { UserError } from '../../../core/errors/user-error.ts';
import { keptUntil } from '../../../core/message/route.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { withAgents } from '../../../operations/context/with-agents.ts';
import type { World } from '../../../operations/context/world.ts';
import { startFailure } from '../../../operations/dispatch/start-failure.ts';
import { type ReplyOutcome, unconfirmedText } from '../../../operations/reply/confirm.ts';
import { sendReply } from '../../../operations/reply/reply.ts';
import { keptWords, routeOf, sendAfterStart, sendLater } from '../../../operations/reply/send-later.ts';
import { isWaiting, takeUnconfirmed } from '../../../system/store/messages/waiting-messages.ts';
import type { Shell } from '../../verb.ts';

/** Exit code for what was typed or kept, but not seen to be taken. */
const notConfirmed = 3;

/**
 * Gives a session its reply and prints what became of it. Resolves to the exit code: 0 only when the agent was seen to
 * take it, or has it in its own queue. Throws a sentence when it is refused.
 */
export async function deliver(
  { shell, world: plain }: { readonly shell: Shell; readonly world: World },
  session: Session,
  { reply, json }: { readonly reply: Reply; readonly json: boolean },
): Promise<number> {
  const world = withAgents(plain);
  const outcome = await send(world, session, reply);
  if (json) {
    const entry = { id: session.id, name: displayName(session), outcome: outcome.type };
    const why = 'why' in outcome ? { why: outcome.why } : 'text' in outcome ? { why: outcome.text } : {};
    shell.output.write(`${safeJson({ ...entry, ...why }, 2)}\n`);
  }
  if ('why' in outcome) throw new UserError('not-sent', outcome.why);
  if (!json) shell.output.write(`${'text' in outcome ? outcome.text : outcome.type}\n`);
  return 'text' in outcome ? notConfirmed : 0;
}

function send(world: World, session: Session, reply: Reply): Promise<Outcome> | Outcome {
  const route = routeOf(session, reply);
  const { text = '' } = reply;
  if (route.type === 'refused') return { type: 'refused', why: route.why };
  if (route.type === 'resume first') return sendAndResume(world, session, text);
  if (route.type === 'after start') {
    sendAfterStart(world, session, text, route.when);
    return { type: 'queued', text: `queued: ${safeText(displayName(session))} ${keptUntil[route.when]}` };
  }
  const { question, questionNumber } = session.status;
  return sendReply(world, session, { bound: { question, questionNumber }, reply });
}

/** `queued` with words: the agent does not listen yet. `kept`: it could not be started, and the message waits. */
type Outcome =
  | ReplyOutcome
  | { readonly type: 'queued'; readonly text: string }
  | { readonly type: 'kept'; readonly why: string };

/** How long an agent gets to start again before the message is said to wait. */
const readyMs = 30_000;

/** To one whose process has ended: it is started again, and gets the message as soon as it listens. */
async function sendAndResume(world: World, session: Session, text: string): Promise<Outcome> {
  const startedAt = performance.now();
  const file = await sendLater(world, session, text);
  const deadline = performance.now() + readyMs;
  for (; isWaiting(file) && performance.now() < deadline; await wait(100)) {
    const failure = await startFailure(world, session, startedAt);
    if (failure !== undefined && isWaiting(file))
      return { type: 'kept', why: `${failure}. ${keptWords(session)}` };
  }
  const name = safeText(displayName(session));
  if (takeUnconfirmed(file)) return { type: 'unconfirmed', text: unconfirmedText(name) };
  if (!isWaiting(file)) return { type: 'delivered' };
  return { type: 'queued', text: `queued: ${name} was started again and ${keptUntil.prompt}` };
}

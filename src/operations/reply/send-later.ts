import { setTimeout as wait } from 'node:timers/promises';
import { findAgent } from '../../core/agents/index.ts';
import type { Reply } from '../../core/effects.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { type ReplyRoute, replyRoute, type StartMark } from '../../core/message/route.ts';
import type { Session } from '../../core/session/session.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { log } from '../../system/log/log.ts';
import {
  addMessage,
  dropMessage,
  keepUnconfirmed,
  putBack,
  readMessage,
  readMessages,
  setMessageAside,
  takeMessage,
  type WaitingMessage,
} from '../../system/store/messages/waiting-messages.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { ProgramMissing } from '../dispatch/launch-plan.ts';
import { restart } from '../lifecycle/restart.ts';
import { look } from '../screen/look.ts';
import { isPromptGiven } from './first-prompt.ts';
import { sendReply } from './reply.ts';
import { suspension } from './suspension.ts';

/**
 * Keeps a message for a session that has ended, and starts the session again; the supervisor sends it once the agent
 * listens. Gives the message's file, which is gone when it was sent. Throws a sentence when the session cannot be
 * started; only where the agent is missing the message is kept, and it says so.
 */
export async function sendLater(world: World, session: Session, text: string): Promise<string> {
  const file = addMessage(world.paths, session.id, text);
  try {
    await restart(world, session.id);
  } catch (error) {
    if (error instanceof ProgramMissing)
      throw new MessageKept('no-program', `${error.message} ${keptWords(session)}`);
    dropMessage(file);
    throw error;
  }
  nudge(world.paths, 'wake');
  return file;
}

/** The message waits, since its agent could not be started. */
export class MessageKept extends UserError {}

/** Of a message whose agent could not be started. */
export function keptWords({ id }: Session): string {
  return `Your message is kept, and goes out when it is started again: agents respawn ${id}`;
}

/** Keeps a message for a session that waits for its start, or is on its way, until it can take it. */
export function sendAfterStart(world: World, { id }: Session, text: string, when: StartMark): void {
  addMessage(world.paths, id, text);
  nudge(world.paths, when === 'prompt' ? 'wake' : 'changed');
}

/**
 * What becomes of a reply at this moment: whether its program is suspended is asked of the system, and one that has
 * ended is looked at when it is written to, since a status can be a moment old.
 */
export function routeOf(session: Session, reply: Reply): ReplyRoute {
  const route = replyRoute(session, reply, { suspended: suspension(session) ?? false });
  const isSeenThere =
    route.type === 'refused' && route.reason === 'ended' && session.status.place !== undefined;
  return isSeenThere ? { type: 'now' } : route;
}

/** Ids of sessions to which this process is sending. */
const underWay = new Set<string>();

/** Whether this process is sending something. */
export function isSending(): boolean {
  return underWay.size > 0;
}

/** Sends pending messages to each session that listens, one at a time. Only the supervisor calls it. */
export async function sendWaiting(
  world: World,
  sessions: readonly Session[],
  stillMs = usualStillMs,
): Promise<void> {
  const listening = sessions.filter(
    session => isListening(session) && hasItsTask(world, session) && !underWay.has(session.id),
  );
  const waiting = listening.flatMap(session => {
    const [first] = readMessages(world.paths, session.id);
    return first ? [[session, first] as const] : [];
  });
  for (const [session] of waiting) underWay.add(session.id);
  await Promise.all(
    waiting.map(([session, message]) =>
      sendOne(world, session, { ...message, stillMs }).finally(() => underWay.delete(session.id)),
    ),
  );
}

/** A reply that was kept while it was queued never comes before its task. */
function hasItsTask({ paths }: World, { id, spec }: Session): boolean {
  return !findAgent(spec.agent)?.pastesPrompt || spec.firstLine === '' || isPromptGiven(paths, id);
}

function isListening({ spec, status }: Session): boolean {
  const { process, state, question, place } = status;
  if (spec.kind !== 'background' || process !== 'alive' || !place) return false;
  if (question) return question.kind === 'prose';
  return state === 'completed' || state === 'idle' || state === 'failed';
}

/** The file is renamed first, so that a supervisor that dies in between does not send it twice. */
async function sendOne(
  world: World,
  session: Session,
  { file, sendingSince, stillMs }: WaitingMessage & { readonly stillMs: number },
): Promise<void> {
  if (sendingSince !== undefined) return settle(world, session, { file, sendingSince });
  await untilStill(world, session, stillMs);
  const taken = takeMessage(file);
  const text = taken === undefined ? undefined : textOf(world, taken);
  if (taken === undefined || text === undefined) return;
  const { question, questionNumber } = session.status;
  const outcome = await sendReply(world, session, {
    bound: { question, questionNumber },
    reply: { choices: [], text },
  });
  // Nothing was typed: it is tried again when the session next listens.
  if (outcome.type === 'refused') putBack(taken);
  else if (outcome.type === 'unconfirmed') keepUnconfirmed(taken);
  else dropMessage(taken);
  if (outcome.type === 'unconfirmed') log(world.paths, `A reply to session ${session.id}: ${outcome.text}`);
}

/** A pipe or directory in its place would be found in every poll, and block the messages behind it. */
function textOf(world: World, file: string): string | undefined {
  try {
    return readMessage(file);
  } catch (error) {
    setMessageAside(file);
    log(world.paths, `A message was set aside: ${reasonOf(error)}`, 'error');
    return undefined;
  }
}

/** A screen that has not changed for this long is fully drawn; ms. */
const usualStillMs = 600;
const mostStillMs = 6000;

/** A program that is being started draws its composer first, and its conversation a while later. */
async function untilStill(world: World, session: Session, stillMs: number): Promise<void> {
  const agent = findAgent(session.spec.agent);
  const deadline = performance.now() + mostStillMs;
  let since = performance.now();
  for (let last: string | undefined; agent && performance.now() < deadline; await wait(100)) {
    const text = (await look(world, agent, session))?.text;
    if (text !== last) since = performance.now();
    if (text === undefined || (text === last && performance.now() - since >= stillMs)) return;
    last = text;
  }
}

/** A supervisor died while it sent this message: a later turn, or its text on the screen, shows that it arrived. */
async function settle(world: World, session: Session, message: Required<WaitingMessage>): Promise<void> {
  const { place, memory } = session.status;
  const words = textOf(world, message.file)?.trim().slice(0, 20) ?? '';
  const lines = (place && (await world.backend.history({ place, id: session.id }, 200))) ?? [];
  const began = (memory.lastTurnAt ?? 0) >= message.sendingSince;
  if (began || lines.some(line => words !== '' && line.includes(words))) dropMessage(message.file);
  else putBack(message.file);
  log(world.paths, `A reply to session ${session.id} was being sent when the supervisor died.`);
}

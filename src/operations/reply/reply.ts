import { setTimeout as wait } from 'node:timers/promises';
import type { Refusal, Target } from '../../backends/backend.ts';
import { findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { isInShellMode } from '../../core/agents/shared/shell-mode.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import type { Reply } from '../../core/effects.ts';
import { factsOf } from '../../core/lifecycle/status-facts.ts';
import { suspendedRefusal, suspendedSummary } from '../../core/lifecycle/suspended.ts';
import { replyRoute } from '../../core/message/route.ts';
import { isPrompt } from '../../core/observe/given-back.ts';
import { areOptionsToCome, isSameQuestion, type Question } from '../../core/question/question.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { asSentence } from '../../core/text/sentence.ts';
import { forgetTyped, typedText } from '../../system/store/messages/typed-text.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { type Look, look } from '../screen/look.ts';
import { lookUntil } from '../screen/look-until.ts';
import { chooseGeneral } from './choose-general.ts';
import { clearPrompt, isPartOf } from './clear-prompt.ts';
import { confirm, type ReplyOutcome } from './confirm.ts';
import { findPrompt, lacksPrompt } from './find-prompt.ts';
import { withReplyLock } from './reply-lock.ts';
import { type Sent, unseenOf } from './sent.ts';
import { sendCommand } from './shell-command.ts';
import { suspension } from './suspension.ts';
import { tickBoxes } from './tick-boxes.ts';
import { typeMessage } from './type-message.ts';

/** What a reply answers: the question it was written for and its number, or a session without one. */
export interface Bound {
  readonly question: Question | undefined;
  readonly questionNumber: number;
}

/** Claude Code drops the keys of a dialog's first 0.2 s. */
const deafMs = 300;
/** A terminal echoes a key at once; what takes the key alone has gone on by then. */
const echoesMs = 400;

interface Answer {
  readonly bound: Bound;
  readonly reply: Reply;
  /** How long a program of which only the looks are known may take to move its pointer; 1.5 s where it is left out. */
  readonly movesMs?: number;
}

/**
 * Gives an answer or a message to a session, and only if it still asks what the reply was written for: the
 * screen is read again just before, and the backend itself checks the question's number when the keys go in.
 */
export async function sendReply(world: World, session: Session, what: Answer): Promise<ReplyOutcome> {
  const name = displayName(session);
  const agent = findAgent(session.spec.agent);
  const route = replyRoute(session, what.reply, { suspended: suspension(session) ?? false });
  if (route.type === 'refused' && (route.reason === 'suspended' || route.reason === 'elsewhere'))
    return refused(route.why);
  if (!agent || !session.status.place) return refused(`${name} has no terminal to write to.`);
  return withReplyLock(world.paths, session.id, () => typeReply(world, { session, agent }, what));
}

async function typeReply(
  world: World,
  { session, agent }: { session: Session; agent: Agent },
  { bound: given, reply, movesMs }: Answer,
): Promise<ReplyOutcome> {
  const name = displayName(session);
  await untilListening(world, session);
  const isForPrompt = !given.question || given.question.kind === 'prose';
  const first = await lookForOptions(world, agent, session, given);
  const shown = isForPrompt ? await findPrompt(world, { agent, session }, first) : first;
  const before = await withoutOwnText(world, { agent, session }, shown);
  if (!before) return refused(`The terminal of ${name} is gone; nothing was sent.`);
  if (before.reading.state === 'stopped') {
    return refused(suspendedRefusal(name, suspendedSummary(session.status.pid)));
  }
  const bound = asOnScreen(given, before, reply);
  const why = refusal(session, bound, before, reply) ?? shellRefusal(agent, name, before, reply);
  if (why) return refused(why);
  if (isForPrompt && lacksPrompt(agent, session, before)) return refused(noPrompt(name, before));
  const target = targetOf(session, bound, before);
  if (reply.command !== undefined) {
    const outcome = await sendCommand(world, { agent, session, target, before }, reply.command);
    nudge(world.paths, 'wake');
    return 'sent' in outcome ? refused(refusalText(name, outcome.why)) : outcome;
  }
  if (isMessage(session, bound, reply)) {
    const outcome = await typeMessage(world, { agent, session, target, before }, reply.text);
    nudge(world.paths, 'wake');
    return 'sent' in outcome ? refused(refusalText(name, outcome.why)) : outcome;
  }
  const steps = stepsFor(agent, bound.question, reply);
  if (!steps) return refused(cannotAnswer(name, reply));
  const ticked = await tickBoxes(world, { agent, session, target, steps, before }, reply);
  const limitMs = movesMs ?? (session.spec.kind === 'exec' ? echoesMs : undefined);
  const sent = 'sent' in ticked ? ticked : await chooseGeneral(world, ticked, reply, limitMs);
  if ('sent' in sent) return refused(sent.sent ? movedOn(name) : refusalText(name, sent.why));
  let taken: Sent = sent;
  if (sent.steps.length > 0) {
    const delivery = await world.backend.deliver(target, sent.steps, agent.pasteGapMs);
    if (!delivery.sent) return refused(refusalText(name, delivery.why));
    taken = { ...sent, ...unseenOf(delivery) };
  }
  // Some agents have no hook that tells of it.
  nudge(world.paths, 'wake');
  return confirm(world, taken);
}

/** A message that was typed from here and could not be removed is not a draft of the person. */
async function withoutOwnText(
  world: World,
  { agent, session }: { session: Session; agent: Agent },
  before: Look | undefined,
): Promise<Look | undefined> {
  const draft = before?.reading.draft;
  const isGiven =
    before?.reading.state !== 'working' && isPrompt(factsOf(session.status).lastPrompt, draft ?? '');
  const given = before?.reading.isGivenBack || isGiven ? draft : undefined;
  const typed = draft ? (typedText(world.paths, session.id) ?? given) : undefined;
  if (!before || !draft || typed === undefined || !isPartOf(draft, typed)) return before;
  const bound = { question: undefined, questionNumber: session.status.questionNumber };
  const target = targetOf(session, bound, before);
  if (!(await clearPrompt(world, { agent, session, target, before }))) return before;
  forgetTyped(world.paths, session.id);
  return look(world, agent, session);
}

/** A message without a dialog. A shell job takes its input as it is. */
function isMessage({ spec }: Session, { question }: Bound, reply: Reply): reply is Reply & { text: string } {
  return spec.kind !== 'exec' && reply.text !== undefined && (!question || question.kind === 'prose');
}

/** How long a dialog that a hook has reported may take to be drawn. */
const drawnMs = 3000;

async function lookForOptions(
  world: World,
  agent: Agent,
  session: Session,
  { question }: Bound,
): Promise<Look | undefined> {
  const limitMs = areOptionsToCome(question) ? drawnMs : 0;
  const isDone = ({ pane, reading }: Look) => pane.dead || reading.question?.kind === question?.kind;
  return lookUntil(world, { agent, session }, { limitMs, isDone });
}

/** The question as it is on the screen now, with cursor and ticks; a hook's question with the options it has by now. */
function asOnScreen(bound: Bound, { reading }: Look, { choices }: Reply): Bound {
  const { question: told } = bound;
  const { question } = reading;
  if (!told || !question || told.kind === 'prose' || question.kind !== told.kind) return bound;
  // The screen may show further ones than were told, such as the one for own words.
  const isChosenThere = choices.every(index => {
    const chosen = told.options[index];
    return chosen === undefined || chosen.label === question.options[index]?.label;
  });
  const isTold = areOptionsToCome(told) && isChosenThere;
  return isTold || isSameQuestion(told, question) ? { ...bound, question } : bound;
}

/** Why there are no keys for it. */
function cannotAnswer(name: string, { choices, text }: Reply): string {
  const numbers = choices.map(index => index + 1).join(', ');
  if (choices.length === 0) return `This question of ${name} takes no text: choose one of its options.`;
  if (text === undefined)
    return `Option ${numbers} of ${name} cannot be chosen without words; nothing was sent.`;
  return `Option ${numbers} of ${name} takes no words; nothing was sent.`;
}

function targetOf({ id, spec, status }: Session, bound: Bound, { pane }: Look): Target {
  if (!status.place) throw new Error(`${id} has no terminal to write to.`);
  return {
    place: status.place,
    id,
    questionNumber: bound.questionNumber,
    ...(spec.kind === 'adopted' && { command: pane.command }),
  };
}

/** Claude Code drops keys in the first 0.2 s of a dialog: an arrow lost there would let Enter take the default. */
async function untilListening(world: World, { status }: Session): Promise<void> {
  const age = world.now() - status.since;
  if (status.question && status.question.kind !== 'prose' && age < deafMs) await wait(deafMs - age);
}

/** Text would go into whatever has the keys instead. */
const noPrompt = (name: string, { reading }: Look) =>
  `${name} shows no prompt: ${reading.open ?? 'something else'} is open there. Nothing was sent. Attach, close it, and send again.`;

const movedOn = (name: string) => `${name} has moved on; nothing was sent.`;

function refusal(session: Session, bound: Bound, { pane, reading }: Look, reply: Reply): string | undefined {
  const name = displayName(session);
  if (pane.dead) return `${name} has ended; nothing was sent.`;
  if (pane.inMode)
    return `${name} is being scrolled (copy mode); nothing was sent. Leave copy mode and send again.`;
  const isDialog = bound.question !== undefined && bound.question.kind !== 'prose';
  const open = reading.question?.kind === 'prose' ? undefined : reading.question;
  if (isDialog && reply.command !== undefined) return `${name} waits for an answer first; nothing was sent.`;
  if (isDialog) return isSameQuestion(open, bound.question) ? undefined : movedOn(name);
  // A shell job takes its input as it is, whatever its last line looks like.
  if (session.spec.kind === 'exec' && reply.text !== undefined) return undefined;
  if (open) return `${name} now asks: ${asSentence(open.text)} Nothing was sent.`;
  if (reading.draft && (reply.text ?? reply.command)) {
    return `Someone is typing in ${name} ("${reading.draft.slice(0, 40)}"); nothing was sent. Send or clear that first.`;
  }
  return undefined;
}

/** A shell would run the text that was meant for the agent. */
function shellRefusal(agent: Agent, name: string, { text }: Look, reply: Reply): string | undefined {
  if (reply.text === undefined || !isInShellMode(agent, text)) return undefined;
  return `${name} is in its shell mode, and would run that as a command; nothing was sent. Attach and press Esc.`;
}

/** Without a question a reply is a message: pasted, then Enter. */
function stepsFor(agent: Agent, question: Question | undefined, reply: Reply): readonly Step[] | undefined {
  if (question) return agent.answer(question, reply);
  return reply.text === undefined ? undefined : [{ text: reply.text }, { keys: ['enter'] }];
}

function refused(why: string): ReplyOutcome {
  return { type: 'refused', why };
}

function refusalText(name: string, why: Refusal): string {
  const texts: Record<Refusal, string> = {
    gone: `The terminal of ${name} is gone; nothing was sent.`,
    dead: `${name} has ended; nothing was sent.`,
    'moved-on': movedOn(name),
    'copy-mode': `${name} is being scrolled (copy mode); nothing was sent. Leave copy mode and send again.`,
    'other-session': `Another session stands where ${name} was; nothing was sent.`,
  };
  return texts[why];
}

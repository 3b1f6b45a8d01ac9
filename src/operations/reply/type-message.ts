import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../../backends/backend.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { enter } from '../../core/agents/shared/answer-steps.ts';
import { type Attempt, commandOf, isRisky, messageAttempts } from '../../core/agents/shared/message-steps.ts';
import { isInShellMode } from '../../core/agents/shared/shell-mode.ts';
import { displayName } from '../../core/session/display-name.ts';
import { rememberTyped } from '../../system/store/messages/typed-text.ts';
import type { World } from '../context/world.ts';
import { type Look, look } from '../screen/look.ts';
import { clearPrompt, clearUnseen, isText } from './clear-prompt.ts';
import { confirm, type ReplyOutcome } from './confirm.ts';
import { type Typed, unseenOf } from './sent.ts';

type Refused = Extract<Delivery, { readonly sent: false }>;

export interface TypingLimits {
  /** How long a prompt may take to show the first of what was typed; an agent's loop can be blocked meanwhile. */
  readonly unseenMs: number;
  /** How long the rest may take. */
  readonly shownMs: number;
}
const usualLimits: TypingLimits = { unseenMs: 10_000, shownMs: 2500 };
/** A menu that has been open for this long is the one that Enter goes to. */
const settledMs = 300;
const pollMs = 60;

/**
 * Types a message and sends it. What an agent might take for a command, a mode or a path is read in its prompt before
 * Enter is pressed; whatever it would change is taken out again, and tried in another way or refused.
 */
export async function typeMessage(
  world: World,
  typed: Typed,
  text: string,
  limits = usualLimits,
): Promise<ReplyOutcome | Refused> {
  const attempts = messageAttempts(typed.agent, text);
  let why = '';
  for (const [index, attempt] of attempts.entries()) {
    const outcome = await tryAttempt(world, typed, { text, attempt, limits });
    if ('sent' in outcome || outcome.type !== 'refused') return outcome;
    why = outcome.why;
    // Another way is tried only from an empty prompt.
    const now = index < attempts.length - 1 ? await look(world, typed.agent, typed.session) : undefined;
    if (now?.reading.draft !== '') break;
  }
  return { type: 'refused', why };
}

/** One way in which a message is typed now. */
interface Writing {
  readonly text: string;
  readonly attempt: Attempt;
  readonly limits: TypingLimits;
}

async function tryAttempt(
  world: World,
  typed: Typed,
  { text, attempt, limits }: Writing,
): Promise<ReplyOutcome | Refused> {
  const { agent, target } = typed;
  const steps = [...attempt.steps, enter];
  if (agent.typing === undefined || typed.before.reading.draft === undefined || !isRisky(text)) {
    const delivery = await world.backend.deliver(target, steps, agent.pasteGapMs);
    return delivery.sent ? await confirm(world, { ...typed, steps, ...unseenOf(delivery) }) : delivery;
  }
  const written = await world.backend.deliver(target, attempt.steps, agent.pasteGapMs);
  if (!written.sent) return written;
  const why = await whyNot(world, typed, { text, attempt, limits });
  if (why === 'unseen') return takeBackUnseen(world, typed, text);
  if (why !== undefined) return takeBack(world, typed, why);
  const sent = await world.backend.deliver(target, [enter], 0);
  return sent.sent ? await confirm(world, { ...typed, steps, ...unseenOf(sent) }) : sent;
}

async function takeBack(world: World, typed: Typed, why: string): Promise<ReplyOutcome> {
  const isClear = await clearPrompt(world, typed);
  const left = isClear ? '' : ` What was typed still stands in the prompt of ${displayName(typed.session)}.`;
  return { type: 'refused', why: `${why}${left}` };
}

/** The agent may yet draw it, and then take it out again: the keys for that wait behind it. */
async function takeBackUnseen(world: World, typed: Typed, text: string): Promise<ReplyOutcome> {
  rememberTyped(world.paths, typed.session.id, text);
  await clearUnseen(world, typed);
  const name = displayName(typed.session);
  return { type: 'refused', why: `${name} shows nothing of what is typed there; nothing was sent.` };
}

/**
 * Why Enter would send something else; undefined when the prompt holds the text, and no menu has another command. `unseen`
 * when nothing of it was drawn.
 */
async function whyNot(
  world: World,
  { agent, session, before }: Typed,
  { text, attempt, limits }: Writing,
): Promise<string | undefined> {
  const name = displayName(session);
  let deadline = performance.now() + limits.unseenMs;
  let isSeen = false;
  let last: Look | undefined;
  for (let since = performance.now(); performance.now() < deadline; await wait(pollMs)) {
    const now = await look(world, agent, session);
    if (!now || now.pane.dead) return `${name} has ended; nothing was sent.`;
    if (now.text !== last?.text) since = performance.now();
    last = now;
    if (!isSeen && isDrawn(agent, now, before)) {
      isSeen = true;
      deadline = performance.now() + limits.shownMs;
    }
    if (!isText(now.reading.draft, text) || isInShellMode(agent, now.text)) continue;
    if (!attempt.isCommand && hasOpenMenu(agent, now)) continue;
    if (commandOf(text) !== undefined && performance.now() - since < settledMs) continue;
    return whyMenu(name, { agent, before }, { text, attempt, now });
  }
  if (!isSeen) return 'unseen';
  if (last && isInShellMode(agent, last.text))
    return `${name} would run that as a shell command; nothing was sent.`;
  return `${agent.label} would make something else of that text; nothing was sent to ${name}.`;
}

/** Something of what was typed: in the prompt, or as the mode or menu that it has opened. */
function isDrawn(agent: Agent, now: Look, before: Look): boolean {
  if (now.reading.draft !== before.reading.draft) return true;
  return isInShellMode(agent, now.text) || hasOpenMenu(agent, now);
}

function hasOpenMenu({ typing }: Agent, { text }: Look): boolean {
  const { openMenu } = typing ?? {};
  return openMenu !== undefined && text.split('\n').some(line => openMenu.test(line));
}

/** A menu of commands takes Enter for the command that it offers. */
function whyMenu(
  name: string,
  { agent }: Pick<Typed, 'agent' | 'before'>,
  { text, attempt, now }: { readonly text: string; readonly attempt: Attempt; readonly now: Look },
): string | undefined {
  const { menuLine } = agent.typing ?? {};
  const command = commandOf(text);
  if (!menuLine || command === undefined) return undefined;
  const offered = now.text.split('\n').flatMap(line => menuLine.exec(line)?.[1] ?? []);
  const isOther = offered.length > 0 && offered[0] !== command;
  const isMissing = attempt.isCommand === true && offered.length === 0 && text.trim() === command;
  if (!isOther && !isMissing) return undefined;
  return `${agent.label} has no command ${command}; nothing was sent to ${name}.`;
}

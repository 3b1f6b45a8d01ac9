import { setTimeout as wait } from 'node:timers/promises';
import { commandOf } from '../../core/agents/shared/message-steps.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import { hasArrived } from '../../core/observe/arrival.ts';
import { displayName } from '../../core/session/display-name.ts';
import { rememberTyped } from '../../system/store/messages/typed-text.ts';
import type { World } from '../context/world.ts';
import { type Look, look } from '../screen/look.ts';
import { clearPrompt, isPartOf } from './clear-prompt.ts';
import type { Sent } from './sent.ts';

/** The outcome of a reply: confirmed, typed without confirmation, or refused and why. */
export type ReplyOutcome =
  | { readonly type: 'delivered' }
  /** It is in the agent's own queue: the agent works, and will take it up. */
  | { readonly type: 'queued' }
  | { readonly type: 'unconfirmed'; readonly text: string }
  | { readonly type: 'refused'; readonly why: string };

export interface ConfirmLimits {
  /** How long the screen may take to show that a reply has arrived. */
  readonly confirmMs: number;
  /**
   * Keys are repeated only when the screen has not changed for this long: an agent whose event loop is blocked has them
   * in its queue, and would take a second Enter for a newline of the next message, or a second digit for the next dialog.
   */
  readonly repeatMs: number;
}
const usualLimits: ConfirmLimits = { confirmMs: 6000, repeatMs: 1500 };
const pollMs = 60;
const mostRepeats = 2;
const givenBackMs = 500;

/**
 * Waits until the screen shows that the reply has arrived; repeats keys, never text (invariant 5). A screen that cannot be
 * seen confirms nothing.
 */
export async function confirm(
  world: World,
  sent: Sent,
  limits: ConfirmLimits = usualLimits,
): Promise<ReplyOutcome> {
  const unseen = (why: string): ReplyOutcome => ({
    type: 'unconfirmed',
    text: `Typed, not confirmed: ${why} Peek at ${displayName(sent.session)} to make sure.`,
  });
  if (sent.unseen !== undefined) return unseen(sent.unseen);
  try {
    return await untilArrived(world, sent, limits);
  } catch (error) {
    return unseen(error instanceof Error ? error.message : String(error));
  }
}

async function untilArrived(
  world: World,
  sent: Sent,
  { confirmMs, repeatMs }: ConfirmLimits,
): Promise<ReplyOutcome> {
  const { agent, session, target, steps, before } = sent;
  const message = steps.flatMap(step => ('text' in step ? [step.text] : [])).join(' ');
  const deadline = performance.now() + confirmMs;
  let quietSince = performance.now();
  let last = before.text;
  let hadDraft = false;
  for (let repeats = 0; performance.now() < deadline; await wait(pollMs)) {
    const now = await look(world, agent, session);
    if (!now || now.pane.dead) return { type: arrivalOf(sent) };
    const unknown = unknownCommand(sent, now);
    if (unknown !== undefined) return takeBack(world, sent, unknown);
    if (now.text !== last) quietSince = performance.now();
    last = now.text;
    const stillMs = performance.now() - quietSince;
    if (hasArrived({ kind: session.spec.kind, message, before, hadDraft, stillMs }, now))
      return { type: arrivalOf(sent) };
    hadDraft ||= Boolean(now.reading.draft);
    if (repeats >= mostRepeats || performance.now() - quietSince < repeatMs) continue;
    const again = stepsToRepeat(before, now, steps);
    if (again) await world.backend.deliver(target, again, agent.pasteGapMs);
    quietSince = performance.now();
    repeats++;
  }
  return giveUp(world, sent);
}

/** Removes what is still in the prompt after that: a later message would be appended to it. */
async function giveUp(world: World, sent: Sent): Promise<ReplyOutcome> {
  const { agent, session, steps } = sent;
  const name = displayName(session);
  const text = steps.flatMap(step => ('text' in step ? [step.text] : [])).join('');
  const draft = (await look(world, agent, session))?.reading.draft;
  if (!draft || !isPartOf(draft, text)) return { type: 'unconfirmed', text: unconfirmedText(name) };
  if (!(await clearPrompt(world, sent))) {
    rememberTyped(world.paths, session.id, text);
    return { type: 'unconfirmed', text: unconfirmedText(name) };
  }
  if (await isTakenAfterAll(world, sent, text)) return { type: arrivalOf(sent) };
  return {
    type: 'refused',
    why: `${name} did not take it: it was taken out of its prompt again. Nothing was sent.`,
  };
}

/** The Enter waited in the agent's queue before the keys that were to clear the prompt. */
async function isTakenAfterAll(
  world: World,
  { agent, session, before }: Sent,
  message: string,
): Promise<boolean> {
  const now = await look(world, agent, session);
  const sending = { kind: session.spec.kind, message, before, hadDraft: false, stillMs: 0 };
  return now !== undefined && hasArrived(sending, now);
}

async function takeBack(world: World, sent: Sent, why: string): Promise<ReplyOutcome> {
  // Codex clears the text, and restores it together with its own message.
  await wait(givenBackMs);
  await clearPrompt(world, sent);
  return { type: 'refused', why };
}

/** The agent reports an unknown command: it neither runs it nor takes it as a message. */
function unknownCommand({ agent, session, before, steps }: Sent, now: Look): string | undefined {
  const { unknownCommand: mark } = agent.typing ?? {};
  const text = steps.flatMap(step => ('text' in step ? [step.text] : [])).join('');
  const command = commandOf(text);
  if (!mark || command === undefined) return undefined;
  const said = ({ text: screen }: Look) =>
    screen.split('\n').filter(line => mark.test(line) && line.includes(command)).length;
  if (said(now) <= said(before)) return undefined;
  return `${agent.label} has no command ${command}; nothing was sent to ${displayName(session)}.`;
}

export function unconfirmedText(name: string): string {
  return `Typed, not confirmed: the screen of ${name} does not show that it took it. Peek to make sure.`;
}

function arrivalOf({ before, session, steps }: Sent): 'queued' | 'delivered' {
  const isMessage = session.spec.kind !== 'exec' && steps.some(step => 'text' in step);
  return isMessage && before.reading.state === 'working' && !before.reading.question ? 'queued' : 'delivered';
}

/** The same keys for a dialog that has not changed; Enter for a text that is still in the composer. */
function stepsToRepeat(before: Look, now: Look, steps: readonly Step[]): readonly Step[] | undefined {
  const hasText = steps.some(step => 'text' in step);
  if (hasText) return now.reading.draft ? [{ keys: ['enter'] }] : undefined;
  return now.text === before.text ? steps : undefined;
}

import type { Delivery } from '../../backends/backend.ts';
import { commandSteps } from '../../core/agents/shared/message-steps.ts';
import { isInShellMode } from '../../core/agents/shared/shell-mode.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { World } from '../context/world.ts';
import type { Look } from '../screen/look.ts';
import { lookUntil } from '../screen/look-until.ts';
import { confirm, type ReplyOutcome } from './confirm.ts';
import { type Sent, unseenOf } from './sent.ts';

type Refused = Extract<Delivery, { readonly sent: false }>;

const limitMs = 3000;
/** Keys that come together with Esc are taken for one. */
const escapeMs = 100;

/**
 * Gives a command to the shell of an agent. A pasted `!` is a message to the model for some agents (Gemini CLI,
 * OpenCode), so the key is pressed, and the command follows only when the screen shows that mode.
 */
export async function sendCommand(
  world: World,
  sent: Omit<Sent, 'steps'>,
  command: string,
): Promise<ReplyOutcome | Refused> {
  const { agent, session, target, before } = sent;
  const name = displayName(session);
  const refused = (why: string): ReplyOutcome => ({ type: 'refused', why });
  if (!agent.shellMode) return refused(`${agent.label} has no shell mode; nothing was sent.`);
  if (command.trim() === '') return refused(`Write the command after the !; nothing was sent to ${name}.`);
  if (before.reading.state === 'working')
    return refused(`${name} works; nothing was sent. Its shell is free when it rests.`);
  if (!isInShellMode(agent, before.text)) {
    const key = await world.backend.deliver(target, [{ keys: ['!'] }], 0);
    if (!key.sent) return key;
    if (!(await untilShellMode(world, sent))) {
      await leaveShellMode(world, sent);
      return refused(`${name} did not open its shell; the command was not sent.`);
    }
  }
  const steps = commandSteps(agent, command);
  const delivery = await world.backend.deliver(target, steps, agent.pasteGapMs);
  if (!delivery.sent) return delivery;
  const outcome = await confirm(world, { ...sent, steps, ...unseenOf(delivery) });
  if (outcome.type === 'refused') await leaveShellMode(world, sent);
  if (agent.shellMode.stays) await world.backend.deliver(target, [{ keys: ['escape'] }], 0);
  return outcome;
}

/** The next words would run there. Backspace takes a `!` that is only a letter, and leaves the mode of an empty prompt. */
async function leaveShellMode(world: World, { target }: Omit<Sent, 'steps'>): Promise<void> {
  await world.backend.deliver(target, [{ keys: ['backspace'], pauseMs: escapeMs }, { keys: ['escape'] }], 0);
}

async function untilShellMode(world: World, sent: Omit<Sent, 'steps'>): Promise<boolean> {
  const isDone = ({ text }: Look) => isInShellMode(sent.agent, text);
  const seen = await lookUntil(world, sent, { limitMs, isDone });
  return seen !== undefined && isDone(seen);
}

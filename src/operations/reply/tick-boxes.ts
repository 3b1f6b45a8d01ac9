import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../../backends/backend.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import type { Reply } from '../../core/effects.ts';
import { isSameQuestion } from '../../core/question/question.ts';
import type { World } from '../context/world.ts';
import { type Look, look } from '../screen/look.ts';
import type { Sent } from './sent.ts';

const limitMs = 5000;
const pollMs = 60;
/** An agent whose loop is blocked has the digits in its queue, and a second one would take the tick away again. */
const repeatMs = 1500;

/**
 * Ticks the boxes of an answer with several choices until the screen shows them as wanted; resolves to what is left
 * to send. A dialog that drops a digit would take the key that leads on all the same, and with it an answer that
 * nobody gave (seen with Claude Code on a busy machine).
 */
export async function tickBoxes(world: World, sent: Sent, reply: Reply): Promise<Sent | Delivery> {
  const { agent, session, target } = sent;
  if (!sent.before.reading.question?.multiple) return sent;
  const deadline = performance.now() + limitMs;
  let now: Sent = sent;
  for (let ticks = ticksOf(now.steps); ticks.length > 0; ticks = ticksOf(now.steps)) {
    if (performance.now() > deadline) return { sent: false, why: 'moved-on' };
    const delivery = await world.backend.deliver(target, ticks, agent.pasteGapMs);
    if (!delivery.sent) return delivery;
    const until = performance.now() + repeatMs;
    while (ticksOf(now.steps).length === ticks.length && performance.now() < until) {
      await wait(pollMs);
      const seen = await look(world, agent, session);
      const steps = seen && stepsLeft(sent, seen, reply);
      if (!steps) return { sent: false, why: 'moved-on' };
      now = { ...sent, steps, before: seen };
    }
  }
  return now;
}

function stepsLeft({ agent, before }: Sent, seen: Look, reply: Reply): readonly Step[] | undefined {
  const { question } = seen.reading;
  return question && isSameQuestion(question, before.reading.question)
    ? agent.answer(question, reply)
    : undefined;
}

/** The leading digits, or arrows up to the last Space; none where a digit is the whole answer. */
function ticksOf(steps: readonly Step[]): readonly Step[] {
  const isKey = (step: Step, key: RegExp) => 'keys' in step && key.test(step.keys.join(' '));
  const space = steps.findLastIndex(step => isKey(step, /^space$/));
  if (space >= 0) return steps.slice(0, space + 1);
  const end = steps.findIndex(step => !isKey(step, /^[1-9]$/));
  return end < 0 ? [] : steps.slice(0, end);
}

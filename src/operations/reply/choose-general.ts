import type { Delivery } from '../../backends/backend.ts';
import { enter } from '../../core/agents/shared/answer-steps.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import type { Reply } from '../../core/effects.ts';
import { isSameQuestion, type Question } from '../../core/question/question.ts';
import type { World } from '../context/world.ts';
import type { Look } from '../screen/look.ts';
import { lookUntil } from '../screen/look-until.ts';
import type { Sent } from './sent.ts';

/** How long a program may take to move its pointer, or to take a key. */
const usualMovesMs = 1500;
/** A key that was lost is pressed again, so many times more than there are steps. */
const mostLost = 2;

/**
 * Chooses in a dialog of a program of which only the looks are known, up to the last key, which is left to send: an arrow
 * that it has lost would let Enter take another choice, so the pointer is looked at after each. A digit or a letter chooses
 * in one program and waits for Enter in another: Enter is left to send where the dialog still stands.
 */
export async function chooseGeneral(
  world: World,
  sent: Sent,
  reply: Reply,
  movesMs = usualMovesMs,
): Promise<Sent | Delivery> {
  const { question } = sent.before.reading;
  const [choice] = reply.choices;
  if (!question?.isGeneral || question.kind === 'prose' || choice === undefined) return sent;
  return question.selected === undefined
    ? pressKey(world, sent, movesMs)
    : movePointer(world, sent, { question, choice, movesMs });
}

async function pressKey(world: World, sent: Sent, movesMs: number): Promise<Sent | Delivery> {
  const { agent, session, target, before } = sent;
  const delivery = await world.backend.deliver(target, sent.steps, agent.pasteGapMs);
  if (!delivery.sent) return delivery;
  const now = await lookUntil(world, sent, { limitMs: movesMs, isDone: seen => !stands(before, seen) });
  if (!now) return { sent: false, why: 'gone' };
  return { agent, session, target, before, steps: stands(before, now) ? [enter] : [] };
}

interface Move {
  readonly question: Question;
  /** Counted from 0. */
  readonly choice: number;
  readonly movesMs: number;
}

async function movePointer(
  world: World,
  sent: Sent,
  { question, choice, movesMs }: Move,
): Promise<Sent | Delivery> {
  const { agent, target, before } = sent;
  let at = question.selected ?? choice;
  const most = Math.abs(choice - at) + mostLost;
  for (let presses = 0; at !== choice; presses += 1) {
    if (presses >= most) return { sent: false, why: 'moved-on' };
    const step: Step = { keys: [choice > at ? 'down' : 'up'] };
    const delivery = await world.backend.deliver(target, [step], agent.pasteGapMs);
    if (!delivery.sent) return delivery;
    const from = at;
    const now = await lookUntil(world, sent, {
      limitMs: movesMs,
      isDone: seen => !stands(before, seen) || pointerOf(seen) !== from,
    });
    if (!now || !stands(before, now)) return { sent: false, why: 'moved-on' };
    at = pointerOf(now) ?? from;
  }
  return { ...sent, steps: [enter] };
}

function pointerOf({ reading }: Look): number | undefined {
  return reading.question?.selected;
}

/** The same dialog is still open. */
function stands(before: Look, now: Look): boolean {
  return isSameQuestion(before.reading.question, now.reading.question);
}

import type { Question } from '../../question/question.ts';
import { type Answer, arrows, enter } from './answer-steps.ts';
import type { Step } from './step.ts';

/**
 * The keys for a form in which arrows move a pointer, Space ticks the box at it, and words are typed where it stands on the
 * last choice. `choose`: how one choice is taken, where the program has a shorter way than the arrows.
 */
export function answerForm(
  question: Question,
  { choices, text }: Answer,
  choose: (choice: number) => readonly Step[] | undefined = choice =>
    question.selected === undefined ? undefined : [...arrows(question.selected, choice), enter],
): readonly Step[] | undefined {
  const { freeText, multiple, selected } = question;
  const others = choices.filter(choice => choice !== freeText);
  if (text !== undefined) {
    if (freeText === undefined || selected === undefined || (others.length > 0 && !multiple))
      return undefined;
    const ticks = multiple ? ticksWithSpace(question, others) : { steps: [], at: selected };
    return [...ticks.steps, ...toField(ticks.at, freeText), { text }, enter];
  }
  if (choices.length === 0 || others.length < choices.length) return undefined;
  if (multiple)
    return selected === undefined ? undefined : [...ticksWithSpace(question, choices).steps, enter];
  const [choice] = choices;
  return choice === undefined || choices.length > 1 ? undefined : choose(choice);
}

/** The field opens when the pointer has come to it; what is pasted before is lost (Qwen Code 0.24.4, 60 ms after the arrow). */
function toField(from: number, to: number): readonly Step[] {
  const steps = arrows(from, to);
  return steps.map((step, index) =>
    'keys' in step && index === steps.length - 1 ? { ...step, pauseMs: fieldMs } : step,
  );
}

const fieldMs = 300;

/** Arrows and Space on each box that differs from what is wanted, and where the pointer is left. */
function ticksWithSpace(
  { options, selected = 0, freeText }: Question,
  wanted: readonly number[],
): { readonly steps: readonly Step[]; readonly at: number } {
  const boxes = options.flatMap(({ checked }, index) =>
    index !== freeText && checked !== undefined && checked !== wanted.includes(index) ? [index] : [],
  );
  const steps = boxes.flatMap((index, nth): readonly Step[] => [
    ...arrows(boxes[nth - 1] ?? selected, index),
    { keys: ['space'], pauseMs: 60 },
  ]);
  return { steps, at: boxes.at(-1) ?? selected };
}

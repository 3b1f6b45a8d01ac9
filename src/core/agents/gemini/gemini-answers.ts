import type { Question } from '../../question/question.ts';
import { type Answer, choose, enter } from '../shared/answer-steps.ts';
import { digitOf } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that answer a dialog of Gemini CLI. A digit chooses at once, and words that are pasted anywhere in a
 * question go into its last choice, the one for own words.
 */
export function answerGemini(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  if (choices.some(choice => !question.options[choice])) return undefined;
  if (words) return answerWords(question, choices, words);
  if (question.multiple) return answerMany(question, choices);
  const [choice] = choices;
  // Without words there is nothing to hand in; and where the list is cut, its digit may be another's.
  if (choice === undefined || choices.length > 1 || choice === question.freeText) return undefined;
  return choose(question, choice);
}

/** A key that comes before the one before it was drawn undoes it: two quick digits tick one box. */
const pauseMs = 200;

function answerWords(
  question: Question,
  choices: readonly number[],
  words: string,
): readonly Step[] | undefined {
  const { freeText, multiple, selected } = question;
  if (freeText === undefined) return undefined;
  const others = choices.filter(choice => choice !== freeText);
  if (others.length > 0 && !multiple) return undefined;
  const toggled = multiple ? toggles(question, others) : [];
  if (!toggled) return undefined;
  // A digit alone would choose: then the field is entered first. Only "Done" stands below it.
  const cursor = toggled.at(-1) ?? selected;
  const isDigit = /^\s*\d\s*$/u.test(words) && question.numbered !== false;
  if (isDigit && cursor === undefined) return undefined;
  const enterField = isDigit && cursor !== undefined ? [up(cursor + (multiple ? 2 : 1))] : [];
  return [...toggled.map(press), ...enterField, { text: words }, enter];
}

/** Toggles what differs from the screen; then Up leads by way of the first choice to "Done", which is the last. */
function answerMany(question: Question, choices: readonly number[]): readonly Step[] | undefined {
  if (choices.length === 0 || choices.some(choice => choice === question.freeText)) return undefined;
  const toggled = toggles(question, choices);
  if (!toggled) return undefined;
  const cursor = toggled.at(-1) ?? question.selected;
  return [...toggled.map(press), ...(cursor === undefined ? [] : [up(cursor + 1)]), enter];
}

function up(times: number): Step {
  return { keys: Array.from({ length: times }, () => 'up'), pauseMs };
}

/** Boxes to press, never the one for all of them; undefined when a choice has no box, or one without a digit of its own. */
function toggles({ options, freeText }: Question, wanted: readonly number[]): readonly number[] | undefined {
  const isForAll = (index: number) => options[index]?.label === 'All of the above';
  const boxes = options.flatMap(({ checked }, index) =>
    checked === undefined || isForAll(index) ? [] : [index],
  );
  // It ticks and unticks itself with the others.
  const choices = wanted.length > 1 ? wanted.filter(choice => !isForAll(choice)) : wanted;
  if (choices.some(choice => !boxes.includes(choice)) || boxes.some(box => box > 8)) return undefined;
  return boxes.filter(box => box !== freeText && choices.includes(box) !== options[box]?.checked);
}

function press(box: number): Step {
  return { keys: [digitOf(box)], pauseMs };
}

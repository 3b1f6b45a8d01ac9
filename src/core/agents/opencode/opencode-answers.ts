import type { Question } from '../../question/question.ts';
import { type Answer, enter } from '../shared/answer-steps.ts';
import { digitOf } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that answer a panel of OpenCode. A panel opens with its first button chosen, which is seen in its colour
 * alone; Esc is always the last button. Windows in the middle are for the terminal.
 */
export function answerOpencode(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  if (question.kind === 'dialog' || choices.some(choice => !question.options[choice])) return undefined;
  if (question.numbered === false) return answerButtons(question, choices, words);
  if (question.multiple) return answerMany(question, choices, words);
  return answerOne(question, choices, words);
}

/** A reason can be given only for a subagent, whose refusal has a text field. */
function answerButtons(
  { options, freeText }: Question,
  choices: readonly number[],
  words: string | undefined,
): readonly Step[] | undefined {
  const [choice] = choices;
  if (words) {
    const isForField = freeText !== undefined && choices.every(each => each === freeText);
    return isForField ? [{ text: words }, enter] : undefined;
  }
  if (choice === undefined || choices.length > 1) return undefined;
  if (choice > 0 && choice === options.length - 1) return [{ keys: ['escape'] }];
  return [...Array.from({ length: choice }, (): Step => ({ keys: ['right'] })), enter];
}

/** A digit chooses at once; in the open text field it would be a letter, and Enter leaves an empty one. */
function answerOne(
  question: Question,
  choices: readonly number[],
  words: string | undefined,
): readonly Step[] | undefined {
  const { freeText, selected } = question;
  const isTyping = selected !== undefined && selected === freeText;
  if (isTyping && hasDraft(question)) return undefined;
  const [choice = words ? freeText : undefined] = choices;
  if (choice === undefined || choices.length > 1 || choice > 8) return undefined;
  if (!words) return choice === freeText ? undefined : [...(isTyping ? [enter] : []), digit(choice)];
  if (choice !== freeText) return undefined;
  return [...(isTyping ? [] : [digit(choice)]), { text: words }, enter];
}

/** Toggles what differs from the screen; then Tab leads to the next question, or to the review of all. */
function answerMany(
  question: Question,
  choices: readonly number[],
  words: string | undefined,
): readonly Step[] | undefined {
  const { freeText, selected, options } = question;
  const isTyping = selected !== undefined && selected === freeText;
  const free = freeText === undefined ? undefined : options[freeText];
  if (options.length > 9 || (choices.length === 0 && !words)) return undefined;
  if (isTyping || (words && (!free || free.checked || hasDraft(question)))) return undefined;
  if (!words && freeText !== undefined && choices.includes(freeText) && !free?.checked) return undefined;
  const toggles = options.flatMap(({ checked }, index) => {
    const isWanted = choices.includes(index);
    return (index === freeText && words) || isWanted === (checked === true) ? [] : [digit(index)];
  });
  const own = words && freeText !== undefined ? [digit(freeText), { text: words }, enter] : [];
  return [...toggles, ...own, { keys: ['tab'] }];
}

/** Words that someone has typed there are left alone. */
function hasDraft({ options, freeText }: Question): boolean {
  return freeText !== undefined && options[freeText]?.description !== undefined;
}

function digit(choice: number): Step {
  return { keys: [digitOf(choice)] };
}

import type { Question } from '../sessions/question.ts';
import type { Step } from './agent.ts';
import { type Answer, choose, enter, move } from './answer-steps.ts';

/**
 * The keys that answer a dialog of Claude Code. Each digit is a step of its own: two that arrive in one read are
 * ignored. In its first 0.2 s a dialog ignores keys; whoever sends them looks again.
 */
export function answerClaude(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  if (choices.some(choice => !question.options[choice])) return undefined;
  if (question.multiple) return answerMany(question, choices, words);
  if (words) return answerWords(question, choices, words);
  const [choice] = choices;
  return choice === undefined || choices.length > 1 ? undefined : choose(question, choice);
}

/** Words go into the choice that takes them; for a permission that is a refusal with a reason. */
function answerWords(
  question: Question,
  choices: readonly number[],
  words: string,
): readonly Step[] | undefined {
  const { freeText, selected } = question;
  if (freeText === undefined || choices.some(choice => choice !== freeText)) return undefined;
  if (question.kind === 'permission') {
    if (selected === undefined) return undefined;
    return [...move(selected, freeText), { keys: ['Tab'] }, { text: words }, enter];
  }
  const open = choose(question, freeText);
  return open && [...open, { text: words }, enter];
}

/** Toggles what differs from the screen; then Tab leads on, from the text field by way of the button below it. */
function answerMany(
  question: Question,
  choices: readonly number[],
  words: string | undefined,
): readonly Step[] | undefined {
  const { freeText, selected, options } = question;
  const boxes = options.flatMap((option, index) => (option.checked === undefined ? [] : [index]));
  const [only] = choices;
  if (only !== undefined && choices.length === 1 && !boxes.includes(only)) return choose(question, only);
  if (choices.some(choice => !boxes.includes(choice)) || boxes.some(box => box > 8)) return undefined;
  const toggled = boxes.filter(box => box !== freeText && choices.includes(box) !== options[box]?.checked);
  const toggles = toggled.map(box => ({ keys: [String(box + 1)] }));
  if (!words) return choices.length === 0 ? undefined : [...toggles, { keys: ['Tab'] }];
  if (freeText === undefined || selected === undefined) return undefined;
  return [...toggles, ...move(selected, freeText), { text: words }, { keys: ['Tab'] }, enter];
}

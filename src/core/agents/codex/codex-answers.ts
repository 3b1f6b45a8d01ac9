import type { Question } from '../../question/question.ts';
import { type Answer, enter, move } from '../shared/answer-steps.ts';
import { digitOf, type Key } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/** The keys that answer a dialog of Codex: a digit chooses at once; words are notes of a question, or follow a refusal. */
export function answerCodex(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  // A question without choices is one text field.
  if (question.kind === 'question' && question.options.length === 0)
    return words && choices.length === 0 ? [{ text: words }, enter] : undefined;
  if (choices.some(choice => !question.options[choice]) || choices.length > 1) return undefined;
  if (words) return answerWords(question, words, choices[0]);
  const [choice] = choices;
  return choice === undefined ? undefined : choose(question, choice);
}

function choose(question: Question, choice: number): readonly Step[] | undefined {
  if (question.selected === undefined) return undefined;
  // The trust dialog takes the digit under its cursor for a move.
  if (question.kind === 'dialog' || choice > 8) return [...move(question.selected, choice), enter];
  // Tab closes the field for notes, which would take the digit.
  const close: readonly Step[] = question.numbered === false ? [{ keys: ['tab'] }] : [];
  return [...close, digit(choice)];
}

function digit(choice: number): Step & { readonly keys: readonly Key[] } {
  return { keys: [digitOf(choice)] };
}

function answerWords(
  question: Question,
  words: string,
  choice: number | undefined,
): readonly Step[] | undefined {
  const { freeText, selected } = question;
  const target = choice ?? freeText;
  if (selected === undefined || target === undefined || question.numbered === false) return undefined;
  // Every choice of a question takes notes.
  if (question.kind === 'question')
    return [...move(selected, target), { keys: ['tab'] }, { text: words }, enter];
  if (target !== freeText) return undefined;
  // Were the digit lost, Enter would take the choice under the cursor: then it must be the refusal.
  return [...move(selected, target), { ...digit(target), pauseMs: 300 }, { text: words }, enter];
}

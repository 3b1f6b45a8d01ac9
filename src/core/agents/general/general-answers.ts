import type { Question } from '../../question/question.ts';
import { type Answer, arrows, enter } from '../shared/answer-steps.ts';
import { digitOf, isKey, type Key } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that choose in a dialog of which only the looks are known. With a pointer the choice is gone to and then
 * taken with Enter, which every program with a pointer understands: a digit chooses in one and only moves in another.
 * What takes several choices, or words with a choice, is for the terminal.
 */
export function answerGeneral(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  const [choice] = choices;
  const option = choice === undefined ? undefined : question.options[choice];
  if (choice === undefined || !option || choices.length > 1 || words || question.multiple) return undefined;
  if (question.selected !== undefined) return [...arrows(question.selected, choice), enter];
  const key = keyOf(question, choice);
  return key && [{ keys: [key] }];
}

/** The key that stands for a choice without a pointer: its digit, or the letter in its words. */
function keyOf(question: Question, choice: number): Key | undefined {
  if (question.numbered !== false) return choice < 9 ? digitOf(choice) : undefined;
  const letter = / \(([a-z\d])\)$/u.exec(question.options[choice]?.label ?? '')?.[1];
  return letter !== undefined && isKey(letter) ? letter : undefined;
}

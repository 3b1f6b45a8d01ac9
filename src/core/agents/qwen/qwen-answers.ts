import type { Question } from '../../question/question.ts';
import { type Answer, choose, enter } from '../shared/answer-steps.ts';
import { answerForm } from '../shared/form-answers.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that answer a dialog of Qwen Code. A digit chooses at once; boxes are ticked with Space, and words go into the
 * last choice once the pointer stands there (0.24.4).
 */
export function answerQwen(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? { text } : {};
  if (question.kind === 'prose') return words.text === undefined ? undefined : [{ text: words.text }, enter];
  if (choices.some(choice => !question.options[choice])) return undefined;
  return answerForm(question, { choices, ...words }, choice => choose(question, choice));
}

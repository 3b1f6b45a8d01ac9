import type { Question } from '../../question/question.ts';
import { type Answer, enter } from '../shared/answer-steps.ts';
import { answerForm } from '../shared/form-answers.ts';
import { digitOf } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that answer a dialog of Copilot CLI. Where choices have a number, it chooses at once, but for the one that takes
 * words, to which it goes; in its forms arrows lead to a choice (1.0.102).
 */
export function answerCopilot(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words === undefined ? undefined : [{ text: words }, enter];
  if (choices.some(choice => !question.options[choice])) return undefined;
  if (question.numbered === false)
    return answerForm(question, { choices, ...(words !== undefined && { text: words }) });
  const { freeText } = question;
  const [choice = words === undefined ? undefined : freeText] = choices;
  if (choice === undefined || choices.length > 1 || choice > 8) return undefined;
  if (words === undefined) return [{ keys: [choice === freeText ? 'escape' : digitOf(choice)] }];
  return choice === freeText
    ? [{ keys: [digitOf(choice)], pauseMs: 200 }, { text: words }, enter]
    : undefined;
}

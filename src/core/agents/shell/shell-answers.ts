import type { Question } from '../../question/question.ts';
import { type Answer, enter } from '../shared/answer-steps.ts';
import { isKey } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/** Words go in with Enter, and so does the word or letter of a choice; a pager takes its key alone. */
export function answerShell(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  if (text !== undefined) return [{ text }, enter];
  const [choice] = choices;
  const option = choice === undefined ? undefined : question.options[choice];
  if (!option || choices.length > 1) return undefined;
  if (question.selected !== undefined) return [enter];
  const key = / \((space|[\p{L}\d?!*])\)$/u.exec(option.label)?.[1];
  if (question.kind === 'dialog') return key !== undefined && isKey(key) ? [{ keys: [key] }] : undefined;
  return [{ text: key ?? option.label }, enter];
}

import type { Question } from '../../question/question.ts';
import { digitOf } from './key.ts';
import type { Step } from './step.ts';

/** What a person gives as an answer: indices into `question.options`, words, or both. */
export interface Answer {
  readonly choices: readonly number[];
  readonly text?: string;
}

export const enter: Step = { keys: ['enter'] };

/** A digit chooses at once; without digits the cursor is moved there. */
export function choose(question: Question, choice: number): readonly Step[] | undefined {
  if (question.numbered !== false && choice < 9) return [{ keys: [digitOf(choice)] }];
  return question.selected === undefined ? undefined : [...move(question.selected, choice), enter];
}

/** The arrows from one option to another. */
export function move(from: number, to: number): readonly Step[] {
  if (from === to) return [];
  return [{ keys: Array.from({ length: Math.abs(to - from) }, () => (to > from ? 'down' : 'up')) }];
}

/** The same one after the other: some programs take several keys that come in one read for one that they do not know. */
export function arrows(from: number, to: number): readonly Step[] {
  const key = to > from ? 'down' : 'up';
  return Array.from({ length: Math.abs(to - from) }, () => ({ keys: [key], pauseMs: 60 }));
}

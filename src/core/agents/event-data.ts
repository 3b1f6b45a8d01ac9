import { oneLine } from '../observe/screen-text.ts';
import type { EventReading } from './agent.ts';

/** A hook's JSON may hold anything: a text that says something, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An object's members; of anything else none. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The conversation's id becomes an argument of the program, and must not be an option. */
export function sessionIdOf(value: unknown): Pick<EventReading, 'sessionId'> {
  const sessionId = text(value);
  return sessionId && /^\w[\w-]*$/u.test(sessionId) ? { sessionId } : {};
}

/** Questions that were asked through a tool: the first stands for all until the screen shows them. */
export function askedQuestions(questions: unknown): EventReading {
  const [first] = Array.isArray(questions) ? (questions as readonly unknown[]) : [];
  const asked = oneLine(text(record(first)['question']) ?? 'A question');
  return {
    state: 'needs-input',
    waitingFor: 'question',
    summary: asked,
    question: { kind: 'question', text: asked, options: [] },
  };
}

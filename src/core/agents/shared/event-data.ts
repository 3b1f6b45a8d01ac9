import type { Option, Question } from '../../question/question.ts';
import { fieldsOf, itemsOf } from '../../schema.ts';
import { oneLine } from '../../screen/screen-text.ts';
import type { EventReading } from './agent.ts';

/** A hook's JSON may hold anything: a text that says something, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The conversation's id becomes an argument of the program, and must not be an option. */
export function sessionIdOf(value: unknown): Pick<EventReading, 'sessionId'> {
  const sessionId = text(value);
  return sessionId && /^\w[\w-]*$/u.test(sessionId) ? { sessionId } : {};
}

/** Questions that were asked through a tool: the first stands for all until the screen shows them. */
export function askedQuestions(questions: unknown): EventReading {
  const all = itemsOf(questions);
  const first = fieldsOf(all[0]);
  const asked = oneLine(text(first['question']) ?? 'A question');
  const name = all.length === 1 ? text(first['header']) : undefined;
  const told: Question = {
    kind: 'question',
    text: asked,
    ...(name && { header: oneLine(name) }),
    options: itemsOf(first['options']).flatMap(optionOf),
    ...((first['multiSelect'] === true || first['multiple'] === true) && { multiple: true }),
    isPartial: true,
  };
  return { state: 'needs-input', waitingFor: 'question', summary: asked, question: told };
}

function optionOf(option: unknown): readonly Option[] {
  const name = text(option) ?? text(fieldsOf(option)['label']);
  const about = text(fieldsOf(option)['description']);
  return name === undefined ? [] : [{ label: oneLine(name), ...(about && { description: oneLine(about) }) }];
}

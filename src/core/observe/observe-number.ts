import { areOptionsToCome, isSameQuestion, type Question } from '../question/question.ts';
import type { Memory, Status, ToldQuestion } from '../session/session.ts';

/** What one look concluded, as far as its question is concerned. */
interface Asked {
  readonly previous: Status | undefined;
  readonly memory: Memory;
  readonly question: Question | undefined;
}

/** The number of the question that is asked now: one dialog has one, however many hooks and screens tell of it. */
export function numberOf(asked: Asked): number {
  const number = asked.previous?.questionNumber ?? 0;
  return asked.question === undefined || isNumbered(asked, asked.question) ? number : number + 1;
}

/** A question read from a hook, without options, is the one that then appears on the screen. */
function isNumbered({ previous, memory }: Asked, question: Question): boolean {
  const last = previous?.question;
  if (isSameQuestion(last, question)) return true;
  // Started again, it asks what it had asked.
  if (isSameQuestion(memory.before?.question, question)) return true;
  if (last?.kind === question.kind && areOptionsToCome(last) && !areOptionsToCome(question)) return true;
  const { told, lastEvent } = memory;
  // A screen that cannot be read, or one of work that is not gone yet, came between two looks at one dialog.
  if (!told || told.at !== askedAt(lastEvent) || lastEvent?.question?.kind !== question.kind) return false;
  return areOptionsToCome(question)
    ? isSameQuestion(lastEvent.question, question)
    : last === undefined && !told.isSeen;
}

/** What is known of the dialog of the last event, after this look. */
export function toldQuestion({ memory, question }: Asked): ToldQuestion | undefined {
  const { told, lastEvent, screenChangedAt = 0 } = memory;
  if (!question || lastEvent?.question?.kind !== question.kind || question.kind === 'prose') return told;
  const at = askedAt(lastEvent);
  const isOnScreen = !areOptionsToCome(question) && question.options.length > 0;
  // Else it can be the dialog before, which stands on the screen still.
  if (at === undefined || (isOnScreen && screenChangedAt < lastEvent.at)) return told;
  return { at, isSeen: isOnScreen || (told?.at === at && told.isSeen) };
}

function askedAt(event: Memory['lastEvent']): number | undefined {
  return event?.question && (event.askedAt ?? event.at);
}

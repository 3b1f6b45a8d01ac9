import { boolean, count, listOf, oneOf, optional, record, type Typed, text } from '../schema.ts';

/** What kind of answer a session waits for; `prose` is a question at the end of a finished turn. */
export type QuestionKind = Question['kind'];

/** One choice of a dialog, in the order and with the words of the agent's screen. */
export type Option = Typed<typeof optionSchema>;
const optionSchema = record({
  label: text,
  description: optional(text),
  /** For multiple-choice questions: whether the box is ticked on the screen. */
  checked: optional(boolean),
});

/** A question as structured data, read from an agent's event or screen; every text is untrusted. */
export type Question = Typed<typeof questionSchema>;
export const questionSchema = record({
  kind: oneOf(['permission', 'question', 'plan', 'dialog', 'prose']),
  /** What is asked, for example `Do you want to proceed?`. */
  text,
  /** A short heading, for example the tool's name or the question's tab. */
  header: optional(text),
  /** What is to be approved: a command, a path with its diff, or a plan; several lines. */
  body: optional(text),
  /** Empty for a question in prose. */
  options: listOf(optionSchema),
  /** Index into `options` of the one under the dialog's cursor. */
  selected: optional(count),
  /** False when the options carry no digits to press: they are chosen with arrows. */
  numbered: optional(boolean),
  /** True when several options may be chosen. */
  multiple: optional(boolean),
  /** Index into `options` of the one that opens a text field ("Type something."). */
  freeText: optional(count),
  /** Told by a hook a moment before it stands on the screen, which may show more of it: its options, or further ones. */
  isPartial: optional(boolean),
  /** A password: what is typed is not shown, and kept nowhere. */
  isSecret: optional(boolean),
  /** Read by rules that hold for any program, and answered in a way that most understand. */
  isGeneral: optional(boolean),
});

/** Two readings of a screen show the same question when what a person would answer is the same. */
export function isSameQuestion(a: Question | undefined, b: Question | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.kind === b.kind &&
    a.text === b.text &&
    a.body === b.body &&
    a.options.length === b.options.length &&
    a.options.every((option, index) => option.label === b.options[index]?.label)
  );
}

/** A hook has told of it; the screen will show its options, or further ones. */
export function areOptionsToCome(question: Question | undefined): boolean {
  if (!question) return false;
  const always = question.kind === 'permission' || question.kind === 'plan';
  return question.isPartial === true || (always && question.options.length === 0);
}

/** What a row says of a session that waits for a person. */
export function askedWords({
  question,
  summary,
}: {
  readonly question?: Question | undefined;
  readonly summary?: string | undefined;
}): string {
  return planWords(question) ?? summary ?? question?.text ?? 'needs input';
}

/** `plan: Read the physics module · Add a double jump`: how an agent asks is the same for every plan. */
function planWords(question: Question | undefined): string | undefined {
  if (question?.kind !== 'plan' || !question.body) return undefined;
  const lines = question.body
    .slice(0, 2000)
    .split('\n')
    .map(line => line.replace(/^[\s│>]*(?:#+|[-*•]|\d+[.)])?\s*/u, '').trim())
    .filter(line => /[\p{L}\p{N}]/u.test(line) && !/^(?:the )?plan:?$/iu.test(line));
  return lines.length > 0 ? `plan: ${lines.slice(0, 6).join(' · ')}` : undefined;
}

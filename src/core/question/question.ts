/** What kind of answer a session waits for; `prose` is a question at the end of a finished turn. */
export type QuestionKind = 'permission' | 'question' | 'plan' | 'dialog' | 'prose';

/** One choice of a dialog, in the order and with the words of the agent's screen. */
export interface Option {
  readonly label: string;
  readonly description?: string;
  /** For multiple-choice questions: whether the box is ticked on the screen. */
  readonly checked?: boolean;
}

/** A question as structured data, read from an agent's event or screen; every text is untrusted. */
export interface Question {
  readonly kind: QuestionKind;
  /** What is asked, for example `Do you want to proceed?`. */
  readonly text: string;
  /** A short heading, for example the tool's name or the question's tab. */
  readonly header?: string;
  /** What is to be approved: a command, a path with its diff, or a plan; several lines. */
  readonly body?: string;
  /** Empty for a question in prose. */
  readonly options: readonly Option[];
  /** Index into `options` of the one under the dialog's cursor. */
  readonly selected?: number;
  /** False when the options carry no digits to press: they are chosen with arrows. */
  readonly numbered?: boolean;
  /** True when several options may be chosen. */
  readonly multiple?: boolean;
  /** Index into `options` of the one that opens a text field ("Type something."). */
  readonly freeText?: number;
  /** Told by a hook a moment before it stands on the screen, which may show more of it: its options, or further ones. */
  readonly isPartial?: boolean;
  /** Read by rules that hold for any program, and answered in a way that most understand. */
  readonly isGeneral?: boolean;
}

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

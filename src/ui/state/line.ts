import { emptyField, type Field } from './text-edit.ts';

/** Why a line would start nothing, or started nothing; for every line of that `lineKey`. */
export interface LineProblem {
  readonly key: string;
  readonly text: string;
}

/** Counts only while the field is the same object. */
export interface MenuMarks {
  readonly field: Field;
  /** Which entry the pointer stands on. */
  readonly at: number;
  /** The pointer was moved: Enter takes the entry. */
  readonly isMoved: boolean;
  /** Where the word begins whose menu was closed with Esc. */
  readonly closedAt?: number;
}

/** The input line: what is written there, and what was written before. */
export interface LineState {
  readonly field: Field;
  /** The new name of the selected session, in the mode `rename`. */
  readonly rename: Field;
  /** After Ctrl+F the line finds rows instead of starting a session. */
  readonly isFinding: boolean;
  /** The filter that Enter has kept: while it stands in the line, keys are for the list. Counts only as the same object. */
  readonly keptFilter: Field | undefined;
  /** What the world has against the line as it stands. */
  readonly problem: LineProblem | undefined;
  /** Why the last session was not started; until the next one is. */
  readonly refusal: LineProblem | undefined;
  /** Earlier prompts, newest first. */
  readonly history: readonly string[];
  /** Which of them stands in the line. */
  readonly historyAt: number | undefined;
  /** What Esc cleared last; Ctrl+Y brings it back. */
  readonly cleared: Field | undefined;
  /** An agent was chosen with the last key: Enter on the empty line starts a session of it without a task. */
  readonly startsEmpty: boolean;
  /** What was done in the completion menu of the line as it stands. */
  readonly menu: MenuMarks | undefined;
}

export const firstLine: LineState = {
  field: emptyField,
  rename: emptyField,
  isFinding: false,
  keptFilter: undefined,
  problem: undefined,
  refusal: undefined,
  history: [],
  historyAt: undefined,
  cleared: undefined,
  startsEmpty: false,
  menu: undefined,
};

/** While the line still holds the prompt that was brought back: an edited one is a new prompt. */
export function isBrowsing({ history, historyAt, field }: LineState): boolean {
  return historyAt !== undefined && field.text !== '' && field.text === history[historyAt];
}

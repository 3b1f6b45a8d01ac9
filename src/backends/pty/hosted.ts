import type { Refusal } from '../backend.ts';
import type { PtyPlace, PtyTarget } from './place.ts';
import type { Terminal } from './terminal.ts';

/** A session whose terminal lives in this process. */
export interface Hosted {
  readonly id: string;
  readonly place: PtyPlace;
  readonly terminal: Terminal;
  readonly slug: string;
  /** Column of the cursor at an empty prompt of its agent. */
  readonly promptColumn: number | undefined;
  questionNumber: number;
}

/** The session of a target, or why there is none. */
export type Lookup = () => Hosted | Refusal;

/** Why nothing may be written now. */
export function refusal(one: Hosted | Refusal, { questionNumber, command }: PtyTarget): Refusal | undefined {
  if (typeof one === 'string') return one;
  const state = one.terminal.state();
  if (state.dead) return 'dead';
  const isOther = questionNumber !== undefined && one.questionNumber !== questionNumber;
  return isOther || (command !== undefined && state.command !== command) ? 'moved-on' : undefined;
}

import type { Question } from '../question/question.ts';
import type { End, Evidence } from '../session/session.ts';
import type { State, WaitingFor } from '../session/state.ts';

/** What one source says. */
export interface Claim extends Omit<Evidence, 'decided'> {
  readonly waitingFor?: WaitingFor | undefined;
  readonly question?: Question | undefined;
  readonly summary?: string | undefined;
  readonly end?: End | undefined;
}
/** What was decided, why, and since when (ms). */
export interface Verdict {
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  readonly summary: string;
  readonly end?: End;
  readonly since: number;
  readonly evidence: readonly Evidence[];
}
/** How long a screen that says nothing is one on its way to the next. */
export const betweenMs = 1000;

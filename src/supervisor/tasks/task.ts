import type { Session } from '../../core/session/session.ts';
import type { Observed, PollResult } from '../poll-result.ts';

/** What the supervisor does beside looking: the loop runs every task of the list in `index.ts` and knows none by name. */
export interface Task {
  /** For the log, as the beginning of a sentence: "Clean-up". */
  readonly name: string;
  /** Left out while the backend does not answer, where it would fail for every session. */
  readonly needsBackend?: boolean;
  /** Before a look: why each session that is queued has to wait. */
  readonly beforeLook?: (sessions: readonly Session[]) => ReadonlyMap<string, string>;
  /** What a look saw of one session, before its events are forgotten; quick, since the look waits for it. */
  readonly onSight?: (sight: Observed) => void;
  /**
   * After a look: gives the ms after which it wants the next one, if it does. The next look waits for a promise that it
   * gives: what can take seconds is begun here and not waited for.
   */
  readonly afterLook?: ((result: PollResult) => number | undefined) | ((result: PollResult) => void);
  /** The clock of the machine was set. */
  readonly onClockSet?: () => void;
  /** The supervisor ends. */
  readonly close?: () => void;
}

import type { Tone } from '../../core/text/tone.ts';

/** What the status line says. */
export interface Notice {
  readonly text: string;
  readonly tone: Tone;
  /** ms; it goes away by itself then, or at a key that changes something. */
  readonly until: number;
  /** ms; until then no key takes it away. */
  readonly keptUntil?: number;
}

/** What is said by itself, some time after the key that it is about. */
export interface Word {
  readonly text: string;
  readonly tone: Tone;
  /** How long it stays. */
  readonly ms: number;
}

/** Since when nobody looked, and whether what happened since then is shown; ms. */
export interface Away {
  readonly since: number;
  readonly isShown: boolean;
}

/** What the view says by itself. */
export interface NoticesState {
  readonly current: Notice | undefined;
  /** Said when the line is free. */
  readonly waiting: readonly Word[];
  /** Undefined for the very first view. */
  readonly away: Away | undefined;
}

export const firstNotices: NoticesState = { current: undefined, waiting: [], away: undefined };

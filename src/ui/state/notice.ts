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

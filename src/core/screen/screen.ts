import type { Place } from './place.ts';

/** What one capture of a pane tells. Lines are untrusted text without escape codes, trailing blanks removed. */
export interface Screen {
  readonly lines: readonly string[];
  readonly title: string;
  /** Cells from the left, from 0; -1 for both where it is not known. */
  readonly cursorX: number;
  /** Lines from the top, from 0. */
  readonly cursorY: number;
  readonly width: number;
  readonly height: number;
}

/** What a backend tells of one terminal. Times are ms since the epoch. */
export interface TerminalFact {
  /** The session's id; empty for a terminal that carries none. */
  readonly id: string;
  /** Undefined for a process whose terminal nobody can look at. */
  readonly place?: Place;
  /** On a server of the person's. */
  readonly isTheirs?: boolean;
  readonly dead: boolean;
  /** Exit status once dead, if it exited. */
  readonly exitCode?: number;
  /** Signal number once dead, if a signal ended it. */
  readonly signal?: number;
  readonly pid: number;
  readonly command: string;
  /** -1 for both where the backend cannot tell. */
  readonly cursorX: number;
  readonly cursorY: number;
  readonly width: number;
  readonly height: number;
  readonly inMode: boolean;
  /** Left out where the backend cannot tell. */
  readonly alternate?: boolean;
  /** When the window last had output. */
  readonly activityAt: number;
  /** Number of clients looking at it, as far as the backend can tell. */
  readonly attached: number;
  readonly questionNumber: number;
  /** As people see it there; untrusted text. */
  readonly name?: string;
  /** The name that it got from us, or had when it was last looked at; untrusted text. */
  readonly notedName?: string;
  /** The process that a signal has stopped, so that nothing takes the keys of this pane. */
  readonly stoppedPid?: number | undefined;
  /** Of a shell job: what its programs in the foreground wait for. */
  readonly waits?: Waits | undefined;
}

/** `other`: none of them reads the terminal; undefined where the system does not tell. */
export interface Waits {
  readonly for: 'terminal' | 'other' | undefined;
  /** When it was looked at; ms since the epoch. */
  readonly at: number;
}

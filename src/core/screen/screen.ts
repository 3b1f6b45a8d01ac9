/** What one capture of a pane tells. Lines are untrusted text without escape codes, trailing blanks removed. */
export interface Screen {
  readonly lines: readonly string[];
  readonly title: string;
  /** Cells from the left, from 0. */
  readonly cursorX: number;
  /** Lines from the top, from 0. */
  readonly cursorY: number;
  readonly width: number;
  readonly height: number;
}

/** What tmux reports of one pane. Times are ms since the epoch. */
export interface PaneFact {
  /** The session's id, from `@agents_id`; empty for a pane that carries none. */
  readonly id: string;
  readonly pane: string;
  readonly session: string;
  /** Of its server, when it is not the own one. */
  readonly socket?: string;
  readonly dead: boolean;
  /** Exit status once dead, if it exited. */
  readonly exitCode?: number;
  /** Signal number once dead, if a signal ended it. */
  readonly signal?: number;
  readonly pid: number;
  readonly command: string;
  readonly cursorX: number;
  readonly cursorY: number;
  readonly width: number;
  readonly height: number;
  readonly inMode: boolean;
  readonly alternate: boolean;
  /** When the window last had output. */
  readonly activityAt: number;
  /** Number of clients looking at it. */
  readonly attached: number;
  readonly questionNumber: number;
  /** Of its tmux session; untrusted text. */
  readonly name?: string;
  /** The name that its tmux session got from us, or had when it was last looked at; untrusted text. */
  readonly notedName?: string;
  /** The process that a signal has stopped, so that nothing takes the keys of this pane. */
  readonly stoppedPid?: number | undefined;
}

import type { Effect } from '../core/effects.ts';
import type { Tone } from '../core/text/tone.ts';
import type { Diff } from '../core/worktree/diff.ts';
import type { Work } from '../core/worktree/worktree.ts';
import type { Size } from './dispatch/start.ts';

/**
 * Performs what a person asks for: on this machine (`localPerformer`); another machine is to have one of its own, that
 * gives its port the same reports. A failure becomes a notice: nothing is ever thrown.
 */
export interface Performer {
  readonly perform: (effect: Effect, port: Port) => Promise<void>;
}

/** How an operation reports back to its caller, a view or a verb. */
export interface Port {
  readonly notice: (text: string, tone: Tone) => void;
  /** What is waited for before the terminal is given away, and no news after that. */
  readonly waiting: (text: string) => void;
  /** A session was recorded: its row can be shown. */
  readonly recorded: (id: string) => void;
  /** Nothing was started: the line is given back. */
  readonly refused: (line: string, why: string) => void;
  /** Nothing was sent: the reply is given back. */
  readonly unsent: (reply: Extract<Effect, { readonly type: 'reply' }>) => void;
  /** Gives the terminal to this program until it ends. */
  readonly attach: (
    argv: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
  ) => Promise<void>;
  /** The size of the terminal that it gives away; undefined without one. */
  readonly terminalSize: () => Size | undefined;
  /** The text as it came back from the editor. */
  readonly edited: (text: string) => void;
  /** What lies in the worktrees of sessions, by id, as far as it could be read. */
  readonly worked: (read: ReadonlyMap<string, Work>) => void;
  /** What a session has changed; undefined when it could not be read. */
  readonly diffed: (id: string, diff: Diff | undefined) => void;
  readonly leave: () => void;
}

/** The size of an output; undefined where that is no terminal. */
export function sizeOf({
  columns,
  rows,
}: { readonly [Side in keyof Size]?: number | undefined }): Size | undefined {
  return columns && rows ? { columns, rows } : undefined;
}

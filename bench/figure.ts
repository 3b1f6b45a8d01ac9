import type { Build } from './build.ts';

/** One line of the results. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MiB' | '%';
  /** What the number is a median of, or how it was taken. */
  readonly how: string;
  /** The most that is right; `floors` counts in starts of Node, `peer` in the same figure of `claude agents`. */
  readonly target?: { readonly most: number } | { readonly floors: number } | { readonly peer: string };
}

export interface Part {
  readonly name: string;
  /** The figures of each build, in the order of the builds. */
  readonly run: (run: Run) => Promise<readonly (readonly Figure[])[]>;
}

/** What is measured: one build, or two in turns. */
export interface Run {
  readonly builds: readonly Build[];
  /** How many times more rounds than usual: a ratio needs more of them than a limit. */
  readonly times: number;
}

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
  readonly run: () => Promise<readonly Figure[]>;
}

/** A heading with the ids of its rows, in the order shown. */
export interface Group {
  readonly key: string;
  readonly title: string;
  readonly ids: readonly string[];
}

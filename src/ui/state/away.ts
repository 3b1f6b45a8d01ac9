/** Since when nobody looked, and whether what happened since then is shown; ms. */
export interface Away {
  readonly since: number;
  readonly isShown: boolean;
}

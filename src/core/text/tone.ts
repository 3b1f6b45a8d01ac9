/** Meanings, not colours: the palette decides. */
export type Tone =
  | 'plain'
  | 'strong'
  | 'muted'
  /** Rules and frames: not to be read. */
  | 'faint'
  | 'accent'
  | 'working'
  | 'attention'
  | 'success'
  | 'failure'
  | 'heading'
  /** Pull requests: purple, yellow, grey; one that passed is `success`. */
  | 'merged'
  | 'pending'
  | 'inactive'
  /** Lines of a diff. */
  | 'added'
  | 'removed';

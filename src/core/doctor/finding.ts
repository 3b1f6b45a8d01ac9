/** What `agents doctor` found out about one thing. */
export interface Finding {
  readonly what: string;
  /** A problem keeps something from working; a note says what works less well, or not as one may think. */
  readonly level: 'ok' | 'note' | 'problem';
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function ok(what: string, says: string): Finding {
  return { what, level: 'ok', says };
}

export function note(what: string, says: string, advice?: string): Finding {
  return { what, level: 'note', says, ...(advice === undefined ? {} : { advice }) };
}

export function problem(what: string, says: string, advice: string): Finding {
  return { what, level: 'problem', says, advice };
}

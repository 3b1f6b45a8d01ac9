import type { FindingCode } from './finding-codes.ts';

/** What `agents doctor` found out about one thing. */
export interface Finding {
  readonly what: string;
  /** A problem keeps something from working; a note says what works less well, or not as one may think. */
  readonly level: 'ok' | 'note' | 'problem';
  /** Of notes and problems, for scripts. */
  readonly code?: FindingCode;
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

interface Note {
  readonly code: FindingCode;
  readonly says: string;
  readonly advice?: string | undefined;
}

export function ok(what: string, says: string): Finding {
  return { what, level: 'ok', says };
}

export function note(what: string, { code, says, advice }: Note): Finding {
  return { what, level: 'note', code, says, ...(advice === undefined ? {} : { advice }) };
}

export function problem(what: string, found: Note & { readonly advice: string }): Finding {
  return { ...note(what, found), level: 'problem' };
}

/** What the shell can offer where a word stands: sessions, files, or one of a few words. */
export type Offer = 'session' | 'directory' | 'file' | 'agent' | readonly string[];

/** An option of a verb, as `parseArgs` takes it, with what the help and the completions say of it. */
export interface VerbOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string;
  /** How the help calls its value: `LINES`. */
  readonly value?: string;
  readonly doc: string;
  readonly offers?: Offer;
}

/** A verb of the shell, without what it does. Help, docs/verbs.md and completions are made from it. */
export interface VerbEntry {
  readonly usage: string;
  readonly doc: string;
  readonly example: string;
  /** What its plain words are. */
  readonly takes?: Offer;
  readonly options: Readonly<Record<string, VerbOption>>;
}

/** Resolves to the exit code, or to undefined when another part has to do it; nothing is printed then. */
export type Runner = (words: readonly string[]) => Promise<number | undefined>;

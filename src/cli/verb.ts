import type { Backend } from '../backends/backend.ts';

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

/** What a verb gets of the world: the shell from which it was called. Tests give one of their own. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** Where it was called; throws when that directory is gone. */
  readonly cwd: () => string;
  /** ms since the epoch */
  readonly now: () => number;
  /** Standard input. */
  readonly input: ShellInput;
  /** Standard output. */
  readonly output: ShellOutput;
  /** Writes to standard error, as it is. */
  readonly writeError: (text: string) => void;
  /** Where sessions live; by default in tmux, as the settings say. */
  readonly backend?: Backend;
}

/** The streams of Node are made when they are first asked for, which takes 2 ms: most verbs only write. */
export interface ShellInput {
  readonly isTTY: boolean;
  readonly stream: () => NodeJS.ReadStream;
}

export interface ShellOutput {
  readonly isTTY: boolean;
  /** Undefined where it is no terminal. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** Writes text as it is, at once. */
  readonly write: (text: string) => void;
  /** For what draws by itself. */
  readonly stream: () => NodeJS.WriteStream;
}

/** Resolves to the exit code, or to undefined when another part has to do it; nothing is printed then. */
export type Runner = (words: readonly string[], shell: Shell) => Promise<number | undefined>;

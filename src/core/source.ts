import type { Journal } from './journal/journal.ts';
import type { Session } from './session/session.ts';
import type { Unreadable } from './session/unreadable.ts';

/** All sessions of a source as they are known at one moment. */
export interface SessionList {
  /** By id. The same array as last time, and in it the same objects, where nothing has changed. */
  readonly sessions: readonly Session[];
  readonly bad: readonly Unreadable[];
  /** False when it is the list that was read last. */
  readonly changed: boolean;
}

/** Where sessions are read, from what is on record alone. Reading changes nothing. */
export interface RecordSource {
  /** What is known now; waits for nothing. Throws a sentence when no session can be read: later it may work again. */
  readonly read: () => SessionList;
  /** One session as it is now; undefined when it is gone or its record cannot be read. */
  readonly session: (id: string) => Session | undefined;
  /**
   * Calls back soon after something has changed, once for several changes, until the returned function is called. Read
   * once yourself after the call, and now and then later: a change can be missed.
   */
  readonly watch: (callback: () => void) => () => void;
}

/**
 * Where sessions are read, with what stands in their terminals: those of this machine (`operations/source`); another
 * machine is to be a source of its own. What is a promise takes as long as the source takes, rejects with a sentence, and
 * nobody else may wait for it.
 */
export interface SessionSource extends RecordSource {
  /** What the session shows at this moment. */
  readonly screen: (session: Session) => Promise<SessionScreen>;
  /** At most the last `lines` lines (1 or more) of its output. */
  readonly history: (session: Session, lines: number) => Promise<Output>;
  /** At most the last `lines` lines of its conversation, oldest first; none where it is not written down. Untrusted text. */
  readonly conversation: (session: Session, lines: number) => Promise<readonly string[]>;
  /** What it did, as far as that is remembered. */
  readonly journal: (session: Session) => Promise<Journal>;
  /** The keys that lead back from the terminal of an agent that nobody started here, as a person reads them: `ctrl+b d`. */
  readonly wayBack: (session: Session) => Promise<string | undefined>;
}

/** Untrusted text, all of it. */
export interface SessionScreen {
  /** Its output without the agent's prompt and footer; undefined when it could not be seen just now. */
  readonly lines: readonly string[] | undefined;
  /** What is wrong with its directory. */
  readonly trouble: string | undefined;
  /** The first message that waits for its agent to start again. */
  readonly kept: string | undefined;
}

export interface Output {
  /** Oldest first. Untrusted text. */
  readonly lines: readonly string[];
  /** Why there is nothing of what has scrolled out; a sentence of ours. */
  readonly lack?: string;
  /**
   * `terminal`: as it stands there, prompt and footer too. `kept`: the same, as it stood when the program ended.
   * `records`: its last words, where there is no terminal.
   */
  readonly from: 'terminal' | 'kept' | 'records';
}

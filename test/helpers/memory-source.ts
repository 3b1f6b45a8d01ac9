import type { Session } from '../../src/core/session/session.ts';
import type { Unreadable } from '../../src/core/session/unreadable.ts';
import type { SessionList, SessionSource } from '../../src/core/source.ts';

export interface MemorySource {
  readonly source: SessionSource;
  /** Adds sessions, or puts them in place of those with their ids. */
  readonly put: (...sessions: readonly Session[]) => void;
  readonly remove: (id: string) => void;
  /** From now on the record of this session cannot be read. */
  readonly damage: (id: string, problem: string) => void;
  /** Adds lines to the terminal of a session. */
  readonly print: (id: string, ...lines: readonly string[]) => void;
  /** Takes the terminal of a session away. */
  readonly loseTerminal: (id: string) => void;
  /** From now on everything fails with this sentence; undefined: it works again. */
  readonly fail: (problem: string | undefined) => void;
  /** Nothing is answered while this is set; afterwards all that was asked meanwhile is. */
  readonly silence: (isSilent: boolean) => void;
  /** The ids of the sessions whose screen was asked for. */
  readonly looks: readonly string[];
}

/** Sessions that are nowhere else, and that do what a test says. */
export function memorySource(...given: readonly Session[]): MemorySource {
  const sessions = new Map(given.map(session => [session.id, session]));
  const bad = new Map<string, Unreadable>();
  const terminals = new Map<string, readonly string[]>();
  const listeners = new Set<() => void>();
  const looks: string[] = [];
  let list: SessionList | undefined;
  let hasChanged = true;
  let problem: string | undefined;
  let isSilent = false;
  const waiting: (() => void)[] = [];
  let isDue = false;

  const change = () => {
    hasChanged = true;
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      for (const listener of listeners) listener();
    });
  };
  const read = (): SessionList => {
    if (problem !== undefined) throw new Error(problem);
    const next = { sessions: byId(sessions), bad: byId(bad), changed: true };
    list = list && !hasChanged ? { ...list, changed: false } : next;
    hasChanged = false;
    return list;
  };
  const answer = async <T>(found: T): Promise<T> => {
    if (problem !== undefined) throw new Error(problem);
    if (isSilent) await new Promise<void>(resolve => waiting.push(resolve));
    return found;
  };
  return {
    source: {
      read,
      session: id => (bad.has(id) ? undefined : sessions.get(id)),
      watch: callback => {
        const listener = () => callback();
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      screen: ({ id }) => {
        looks.push(id);
        return answer({ lines: terminals.get(id), trouble: undefined, kept: undefined });
      },
      history: ({ id }, most) => {
        const lines = terminals.get(id);
        return answer(
          lines ? { from: 'terminal', lines: lines.slice(-most) } : { from: 'records', lines: [] },
        );
      },
      conversation: () => answer([]),
      journal: () => answer([]),
      wayBack: () => answer(undefined),
    },
    put: (...some) => {
      for (const session of some) {
        sessions.set(session.id, session);
        bad.delete(session.id);
      }
      change();
    },
    remove: id => {
      sessions.delete(id);
      bad.delete(id);
      terminals.delete(id);
      change();
    },
    damage: (id, why) => {
      sessions.delete(id);
      bad.set(id, { id, problem: why, since: 0 });
      change();
    },
    print: (id, ...lines) => terminals.set(id, [...(terminals.get(id) ?? []), ...lines]),
    loseTerminal: id => terminals.delete(id),
    fail: why => {
      problem = why;
    },
    silence: silent => {
      isSilent = silent;
      if (!silent) for (const answered of waiting.splice(0)) answered();
    },
    looks,
  };
}

function byId<T extends { readonly id: string }>(all: ReadonlyMap<string, T>): readonly T[] {
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

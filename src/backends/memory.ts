import type { Key } from '../core/agents/shared/key.ts';
import type { Step } from '../core/agents/shared/step.ts';
import type { Place } from '../core/screen/place.ts';
import type { Screen } from '../core/screen/screen.ts';
import {
  type Backend,
  type Delivery,
  has,
  keptEverywhere,
  type Listed,
  type Refusal,
  type StartRequest,
  type Target,
} from './backend.ts';

export const memoryName = 'memory';

/** What a session does: it is called once with its terminal, and gives what it makes of each step. */
export type Program = (
  terminal: Terminal,
  request: StartRequest,
) => { readonly type?: (text: string) => void; readonly press?: (key: Key) => void };

/** What a program, or a test in its stead, does with its terminal. */
export interface Terminal {
  /** Adds lines; what does not fit on the screen any more is scrollback. */
  readonly print: (...lines: readonly string[]) => void;
  /** Replaces what stands on the screen, as a full-screen program does. */
  readonly draw: (screen: Partial<Screen>) => void;
  readonly exit: (end: { readonly exitCode?: number; readonly signal?: number }) => void;
}

export interface MemoryBackend extends Backend {
  /** The terminal of a session, for a test that draws on it; undefined when it is gone. */
  readonly terminal: (id: string) => Terminal | undefined;
}

/** Sessions that live in this process and have no process of their own, for tests of all that stands above backends. */
export function memoryBackend(program: Program = () => ({})): MemoryBackend {
  const sessions = new Map<string, Session>();
  const startedAt = Date.now();
  let count = 0;
  /** The session of a target, or why nothing can be done to it. */
  const find = ({ place, id }: Pick<Target, 'place' | 'id'>): Session | Refusal => {
    const session = sessions.get(keyOf(place));
    if (!session) return 'gone';
    return session.facts.id === id ? session : 'other-session';
  };
  const act = async (target: Target, action: (session: Session) => void) => {
    const session = find(target);
    if (typeof session !== 'string') action(session);
  };
  const list = async () => ({
    server: sessions.size === 0 ? undefined : { pid: process.pid, startedAt },
    panes: [...sessions.values()].map(({ facts }) => facts),
    unmanaged: [],
  });
  return {
    name: memoryName,
    start: async request => {
      // Counted on, so that no place ever stands for two sessions.
      const key = `${++count}`;
      const session = makeSession({ backend: memoryName, key }, request);
      sessions.set(key, session);
      session.program = program(session.terminal, request);
      return session.facts.place;
    },
    list,
    survey: async () => ({ ...(await list()), silence: { own: undefined, of: () => undefined } }),
    capture: async panes =>
      new Map(
        panes.flatMap(pane => {
          const found = find(pane);
          return typeof found === 'string' ? [] : [[pane.id, screenOf(found)] as const];
        }),
      ),
    history: async (target, lines) => {
      const found = find(target);
      return typeof found === 'string' ? undefined : historyOf(found, lines);
    },
    deliver: async (target, steps) => deliver(() => find(target), target, steps),
    attachCommand: () => {
      throw new Error(`Sessions that live in ${memoryName} cannot be looked at from a terminal.`);
    },
    stop: target => act(target, ({ terminal }) => terminal.exit({ signal: 15 })),
    end: target => act(target, ({ facts }) => sessions.delete(facts.place.key)),
    clear: target =>
      act(target, ({ facts }) => {
        if (!facts.dead) throw new Error(`Session ${target.id} still runs. Stop it before it is cleared.`);
        sessions.delete(facts.place.key);
      }),
    endServer: async () => {},
    giveUpOnce: () => {},
    can: {
      scrollback: keptEverywhere,
      cursor: has,
      guards: {
        numberQuestions: async numbers => {
          for (const { place, questionNumber } of numbers) {
            const session = sessions.get(keyOf(place));
            if (session) session.facts = { ...session.facts, questionNumber };
          }
        },
      },
      origins: {
        started: async () => [...sessions.values()].map(({ facts, argv }) => ({ pane: facts, argv })),
      },
    },
    terminal: id => [...sessions.values()].find(({ facts }) => facts.id === id)?.terminal,
  };
}

interface MemoryPlace extends Place {
  readonly key: string;
}

function keyOf(place: Place): string {
  const { backend, key = '' }: Partial<MemoryPlace> = place;
  if (backend === memoryName) return key;
  throw new Error(`The session lives in ${backend}, not in ${memoryName}.`);
}

interface Session {
  facts: Listed & { readonly place: MemoryPlace };
  readonly argv: readonly string[];
  program: ReturnType<Program>;
  readonly terminal: Terminal;
  scrollback: readonly string[];
  /** Without the empty lines below. */
  lines: readonly string[];
  title: string;
}

function makeSession(place: MemoryPlace, { id, slug, size, argv }: StartRequest): Session {
  const { columns: width, rows: height } = size ?? { columns: 200, rows: 50 };
  const change = (facts: Partial<Omit<Listed, 'place'>>) => {
    session.facts = { ...session.facts, ...facts, activityAt: Date.now() };
  };
  const terminal: Terminal = {
    print: (...added) => {
      const all = [...session.lines, ...added];
      session.scrollback = [...session.scrollback, ...all.slice(0, -height)];
      session.lines = all.slice(-height);
      change({ cursorX: 0, cursorY: Math.min(session.lines.length, height - 1) });
    },
    draw: ({ lines = session.lines, title = session.title, ...rest }) => {
      session.lines = lines.slice(0, rest.height ?? height);
      session.title = title;
      change(rest);
    },
    exit: end => {
      if (!session.facts.dead) change({ dead: true, ...end });
    },
  };
  const session: Session = {
    terminal,
    argv,
    program: {},
    scrollback: [],
    lines: [],
    title: '',
    facts: {
      ...{ id, place, name: slug, notedName: slug, command: slug, dead: false, pid: 0 },
      ...{ cursorX: 0, cursorY: 0, width, height, inMode: false, alternate: false },
      ...{ activityAt: Date.now(), attached: 0, questionNumber: 0 },
    },
  };
  return session;
}

function screenOf({ facts, lines, title }: Session): Screen {
  const { cursorX, cursorY, width, height } = facts;
  const empty = Array.from({ length: Math.max(0, height - lines.length) }, () => '');
  return { lines: [...lines, ...empty], title, cursorX, cursorY, width, height };
}

function historyOf({ scrollback, lines }: Session, count: number): readonly string[] {
  const all = [...scrollback, ...lines];
  while (all.at(-1) === '') all.pop();
  return count > 0 ? all.slice(-count) : [];
}

/** Nothing comes between the test and the step, since both are in one turn; keys need no time after a text here. */
function deliver(find: () => Session | Refusal, target: Target, steps: readonly Step[]): Delivery {
  for (const step of steps) {
    const session = find();
    const why = typeof session === 'string' ? session : refusal(session, target);
    if (why !== undefined) return { sent: false, why };
    if (typeof session === 'string') continue;
    if ('text' in step) session.program.type?.(step.text);
    else for (const key of step.keys) session.program.press?.(key);
  }
  return { sent: true };
}

function refusal({ facts }: Session, { questionNumber, command }: Target): Refusal | undefined {
  if (facts.dead) return 'dead';
  const isOther = questionNumber !== undefined && facts.questionNumber !== questionNumber;
  if (isOther || (command !== undefined && facts.command !== command)) return 'moved-on';
  return facts.inMode ? 'copy-mode' : undefined;
}

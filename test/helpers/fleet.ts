import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ScratchHome } from './scratch-home.ts';
import { scratchHome } from './scratch-home.ts';
import type { Terminal } from './terminal.ts';
import { openTerminal } from './terminal.ts';
import { looksWithin, type WaitLimits, waitUntil } from './wait.ts';

/** One session as `agents list --json` tells it. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly summary: string;
  readonly waitingFor?: string;
  readonly pid?: number;
  readonly backend?: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly exitCode?: number;
  readonly question?: { readonly text: string; readonly options: readonly { readonly label: string }[] };
  readonly tmux?: { readonly socket: string; readonly session: string; readonly pane: string };
  readonly sessionId?: string;
  readonly pinned: boolean;
  readonly parent?: string;
  readonly progress?: { readonly done: number; readonly total: number };
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ViewOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Words after `agents`. */
  readonly words?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly insideTmux?: boolean;
  /** `#rrggbb` of a terminal that says so when asked. */
  readonly background?: string;
}

/** A person with sessions: the shell's verbs, the view, and the agents' own tmux server. */
export interface Fleet {
  readonly home: ScratchHome;
  /** Runs `agents` with these words, as a script would. */
  readonly agents: (...words: readonly string[]) => Promise<Answer>;
  /** Starts the scripted agent on a prompt; gives the session's id. */
  readonly start: (name: string, prompt: string) => Promise<string>;
  /** Starts a shell job; gives its id. */
  readonly job: (name: string, command: string) => Promise<string>;
  readonly list: () => Promise<readonly Entry[]>;
  /** Waits until the session of that name is so, and gives it. */
  readonly waitFor: (name: string, expected: object, patience?: WaitLimits) => Promise<Entry>;
  /**
   * Waits until the session's own terminal shows this, and gives its pane. What presses keys there needs it: to us a
   * session works from the moment it is dispatched, seconds before its program hears anything.
   */
  readonly waitForScreen: (name: string, expected: string) => Promise<string>;
  /** Opens the view in a terminal of its own, and waits until all of it is there: keys are answered before. */
  readonly view: (options?: ViewOptions) => Promise<Terminal>;
  /** A plain tmux command at the agents' server. */
  readonly tmux: (...parameters: readonly string[]) => Promise<string>;
}

/** A fleet without sessions; all of it goes away when the test ends. */
export function openFleet(home: ScratchHome = scratchHome()): Fleet {
  const agents = (...words: readonly string[]) => call('agents', words, home);
  const tmux = async (...parameters: readonly string[]) =>
    (await call('tmux', ['-u', '-L', home.tmuxSocket, ...parameters], home)).stdout;
  const list = async () => JSON.parse((await agents('list', '--json')).stdout) as readonly Entry[];
  const records = { list, agentsHome: home.agentsHome };
  const run = async (...words: readonly string[]) => {
    const answer = await agents('run', ...words);
    const id = /^backgrounded · ([0-9a-f]{8}) · /.exec(answer.stdout)?.[1];
    if (id === undefined) throw new Error(`agents run ${words.join(' ')}: ${JSON.stringify(answer)}`);
    return id;
  };
  return {
    home,
    agents,
    tmux,
    list,
    start: (name, prompt) => run(prompt, '--name', name),
    job: (name, command) => run('--name', name, '--exec', command),
    waitFor: (name, expected, patience) => waitForEntry(records, { name, expected, ...patience }),
    waitForScreen: async (name, expected) => {
      const entry = await waitForEntry(records, { name, expected: { tmux: expect.any(Object) } });
      const pane = entry.tmux?.pane ?? '';
      await waitForText(() => tmux('capture-pane', '-p', '-t', pane), expected);
      return pane;
    },
    view: options => openView(home, options),
  };
}

/** The row of this name, with the pointer on it. */
export function selected(name: string): RegExp {
  return new RegExp(`^❯ \\S (▴ )?${name}\\b`, 'm');
}

/** The row of this name, somewhere under this heading. */
export function under(group: string, name: string): RegExp {
  return new RegExp(`^  ${group}( \\d+)?\\n([❯ ] \\S .*\\n)*[❯ ] \\S (▴ )?${name}\\b`, 'm');
}

interface Wish extends WaitLimits {
  readonly name: string;
  readonly expected: object;
}

/** What `agents list` takes on a machine that has time for us; ms. */
const listMs = 140;
/** Rows can change without a record: a clock, or a supervisor that has ended. */
const mostPauseMs = 400;

/** Each list is a program to start, so the next comes when something on record has changed, or after a while. */
async function waitForEntry(
  { list, agentsHome }: { readonly list: () => Promise<readonly Entry[]>; readonly agentsHome: string },
  { name, expected, limitMs = 15_000 }: Wish,
): Promise<Entry> {
  const isOver = looksWithin(limitMs);
  for (;;) {
    const before = changesIn(agentsHome);
    const entry = (await list()).find(candidate => candidate.name === name);
    if (entry && fits(entry, expected)) return entry;
    const pauseFrom = Date.now();
    while (Date.now() - pauseFrom < mostPauseMs && changesIn(agentsHome) === before) await sleep(15);
    // Fails with the difference.
    if (isOver(listMs + Date.now() - pauseFrom))
      expect(entry, `Waited ${limitMs} ms for "${name}"`).toMatchObject(expected);
  }
}

/** Another text after each change of a record: all are renamed into the directory of their job. */
function changesIn(agentsHome: string): string {
  const jobs = join(agentsHome, 'jobs');
  const places = [
    ...namesIn(jobs).map(name => join(jobs, name)),
    join(agentsHome, 'trash'),
    join(agentsHome, 'queue'),
  ];
  return places.map(place => `${place} ${statSync(place, { throwIfNoEntry: false })?.mtimeMs}`).join('\n');
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

async function waitForText(screen: () => Promise<string>, expected: string): Promise<void> {
  let last = '';
  const isShown = async () => {
    last = await screen();
    return last.includes(expected);
  };
  await waitUntil(isShown, () => `The session should show ${expected}, but shows:\n${last}`);
}

function fits(entry: Entry, expected: object): boolean {
  try {
    expect(entry).toMatchObject(expected);
    return true;
  } catch {
    return false;
  }
}

async function openView(home: ScratchHome, options: ViewOptions = {}): Promise<Terminal> {
  const { columns = 120, rows = 35, words = '', env = {}, insideTmux = false, background } = options;
  const style = background === undefined ? {} : { background };
  const place = { columns, rows, insideTmux, cwd: home.project, ...style };
  const terminal = await openTerminal({ ...place, env: { ...home.env, ...env } });
  await terminal.run(`agents ${words}`.trim());
  await terminal.waitFor(/^❯ (describe a task|! command)/m);
  // Set when the view begins to look at the files.
  await waitUntil(
    async () => /\bagents$/.test((await terminal.title()).trimEnd()),
    () => 'The view never gave its tab a title.',
  );
  return terminal;
}

function call(program: string, words: readonly string[], home: ScratchHome): Promise<Answer> {
  return new Promise(resolve => {
    const options = { env: home.env, cwd: home.project, timeout: 15_000, maxBuffer: 2 ** 26 };
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });
}

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Session, Spec, Status } from '../src/core/session/session.ts';
import { makeScratchHome, type ScratchHome } from '../test/helpers/scratch-home.ts';
import { waitUntil } from '../test/helpers/wait.ts';
import { openWatchedTerminal, type WatchedTerminal } from './watched-terminal.ts';

/** What a shell finds as `agents`: started by its first line, as an installed one is. */
export const program = fileURLToPath(new URL('../dist/agents.js', import.meta.url));

export interface Bench {
  readonly home: ScratchHome;
  readonly terminal: WatchedTerminal;
  /** Runs `agents` with these words; resolves to what it printed. */
  readonly agents: (...words: readonly string[]) => Promise<string>;
  /** Opens the view and waits until it answers keys. */
  readonly openView: () => Promise<void>;
}

/** A home and a terminal for one measurement; both are gone afterwards, however it ends. */
export async function withBench<T>(measure: (bench: Bench) => Promise<T>): Promise<T> {
  const home = makeScratchHome();
  let terminal: WatchedTerminal | undefined;
  const tidy = async () => {
    await terminal?.close();
    await home.cleanup();
  };
  const interrupted = () => void tidy().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    terminal = await openWatchedTerminal({ env: home.env, cwd: home.project });
    return await measure(benchIn(home, terminal));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await tidy();
  }
}

function benchIn(home: ScratchHome, terminal: WatchedTerminal): Bench {
  return {
    home,
    terminal,
    openView: async () => {
      await terminal.exec(program, home.project);
      await terminal.when(isWholeView);
      await terminal.quiet(400);
    },
    agents: async (...words) => {
      const { stdout } = await promisify(execFile)(program, words, { cwd: home.project, env: home.env });
      return stdout;
    },
  };
}

/** Header, text field and status line stand: nothing is missing from the frame. */
export function isWholeView(screen: string): boolean {
  const lines = screen.split('\n');
  return lines.length === 35 && /^ agents/.test(lines[0] ?? '') && /^❯ /.test(lines[32] ?? '');
}

/** Sessions as the supervisor leaves them behind: finished, their processes gone. */
export function recordSessions(home: ScratchHome, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const { spec, userState, status } = recordedSession(home, index);
    const directory = join(home.agentsHome, 'jobs', spec.id);
    mkdirSync(join(directory, 'inbox'), { recursive: true, mode: 0o700 });
    mkdirSync(join(directory, 'tmp'), { mode: 0o700 });
    const files = { 'spec.json': spec, 'marks.json': userState, 'state.json': status };
    for (const [name, value] of Object.entries(files))
      writeFileSync(join(directory, name), `${JSON.stringify(value)}\n`, { mode: 0o600 });
    writeFileSync(join(directory, 'prompt.md'), spec.firstLine, { mode: 0o600 });
  }
}

function recordedSession(home: ScratchHome, index: number): Session {
  const id = (0x10000000 + index).toString(16);
  const name = `recorded ${String(index).padStart(3, '0')}`;
  const createdAt = Date.now() - 7_200_000 - index * 1000;
  const spec: Spec = {
    ...{ version: 1, id, kind: 'background', agent: 'claude', name, slug: `recorded-${index}` },
    ...{ cwd: home.project, flags: [], sessionId: crypto.randomUUID(), createdAt },
    firstLine: 'Look at the three files and tell what is wrong with them',
  };
  const endedAt = createdAt + 60_000;
  const status: Status = {
    ...{ version: 1, id, state: 'completed', questionNumber: 0, process: 'exited', exitCode: 0 },
    summary: 'All done: the task is finished. Three files checked, no problem found.',
    ...{ startedAt: createdAt, endedAt, since: endedAt, memory: { hasWorked: true } },
    evidence: [{ source: 'process', rule: 'process.exited', at: endedAt, says: 'completed', decided: true }],
  };
  return { id, spec, userState: { version: 1 }, status };
}

/** Starts real sessions of the scripted agent and waits until each has finished its turn and waits for the next. */
export async function startFinishedSessions({ agents }: Bench, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await agents('run', 'say hello scn-hello', '--name', `idle ${index}`);
  const allRest = async () => {
    const listed = JSON.parse(await agents('list', '--json')) as readonly { readonly state: string }[];
    return listed.filter(({ state }) => state === 'completed').length >= count;
  };
  await waitUntil(allRest, () => `${count} sessions did not finish their turns`, { limitMs: 60_000 });
}

/** Waits until there is one: on a busy machine it comes later than the view. */
export function supervisorPid(home: ScratchHome): Promise<number> {
  const lock = join(home.agentsHome, 'daemon', 'lock');
  const read = () => existsSync(lock) && (JSON.parse(readFileSync(lock, 'utf8')) as { pid: number }).pid;
  return waitUntil(read, () => 'There is no supervisor.', { limitMs: 20_000 });
}

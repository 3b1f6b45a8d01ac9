import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Session, Spec, Status } from '../src/core/session/session.ts';
import { makeScratchHome, type ScratchHome } from '../test/helpers/scratch-home.ts';
import { waitUntil } from '../test/helpers/wait.ts';
import { type Build, ownBuild } from './build.ts';
import { openWatchedTerminal, type WatchedTerminal } from './watched-terminal.ts';

export const { program } = ownBuild;

export interface Bench {
  readonly build: Build;
  readonly home: ScratchHome;
  readonly terminal: WatchedTerminal;
  /** Runs `agents` with these words; resolves to what it printed. */
  readonly agents: (...words: readonly string[]) => Promise<string>;
  /** Opens the view and waits until all of it is there. */
  readonly openView: () => Promise<void>;
}

/** A home and a terminal for each build, for one measurement; all are gone afterwards, however it ends. */
export async function withBenches<T>(
  builds: readonly Build[],
  measure: (benches: readonly Bench[]) => Promise<T>,
): Promise<T> {
  const homes = builds.map(homeFor);
  const terminals: WatchedTerminal[] = [];
  const tidy = async () => {
    for (const terminal of terminals) await terminal.close();
    for (const home of homes) await home.cleanup();
  };
  const interrupted = () => void tidy().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    for (const home of homes) terminals.push(await openWatchedTerminal({ env: home.env, cwd: home.project }));
    const benches = builds.map((build, index) =>
      benchIn(build, homes[index] as ScratchHome, terminals[index] as WatchedTerminal),
    );
    return await measure(benches);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await tidy();
  }
}

/** The same for the program of this checkout. */
export function withBench<T>(measure: (bench: Bench) => Promise<T>): Promise<T> {
  return withBenches([ownBuild], ([bench]) => measure(bench as Bench));
}

/** `agents` on its PATH is the build; the scripted agent is the same for all. */
function homeFor({ program: path }: Build): ScratchHome {
  const home = makeScratchHome();
  const script = `#!/bin/sh\nexec '${process.execPath}' '${path}' "$@"\n`;
  writeFileSync(join(home.root, 'bin', 'agents'), script, { mode: 0o755 });
  return home;
}

function benchIn(build: Build, home: ScratchHome, terminal: WatchedTerminal): Bench {
  return {
    build,
    home,
    terminal,
    openView: async () => {
      await terminal.exec(build.program, home.project);
      await terminal.when(isWholeView);
      // Set when the view begins to look at the files.
      await waitUntil(
        () => terminal.title().endsWith('agents'),
        () => 'The view never gave its tab a title.',
      );
      await terminal.quiet(400);
    },
    agents: async (...words) => {
      const { stdout } = await promisify(execFile)(build.program, words, {
        cwd: home.project,
        env: home.env,
      });
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

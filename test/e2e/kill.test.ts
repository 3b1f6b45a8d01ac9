import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isAlive, kill, pidsWhere, procFile } from '../helpers/processes.ts';
import { jobFile, jobIds, startSession } from '../helpers/program.ts';
import { randomNumbers } from '../helpers/random-numbers.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal, type Terminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** AGENTS_KILL_ROUNDS=50 for the long run; AGENTS_KILL_SEED to repeat one. */
const rounds = Number(process.env['AGENTS_KILL_ROUNDS'] ?? 12);
const seed = Number(process.env['AGENTS_KILL_SEED'] ?? 20_261_120);
const perVictim = Math.ceil(rounds / 4);
const limit = { limitMs: 3000 };
const timeout = 20_000 + perVictim * 8000;

interface Scene {
  readonly home: ScratchHome;
  readonly view: Terminal;
  /** Device of the terminal. */
  readonly tty: string;
  /** A number from 0 up to `below`. */
  readonly random: (below: number) => number;
  /** Every session that was ever started. */
  readonly ids: string[];
}

test('kill -9 of the view: the next view gives the terminal back, and the sessions go on', {
  timeout,
}, async () => {
  const scene = await openScene(1);
  await startTwo(scene);
  for (let round = 0; round < perVictim; round += 1) {
    await act(scene);
    await kill(await viewPid(scene.home));
    await waitUntil(
      () => clients(scene.home) === 0,
      () => `Round ${round}: a client of tmux is left.`,
      limit,
    );
    // As a person would with a terminal that is not sane.
    await scene.view.press('C-j');
    await openView(scene, 'C-j');
    await scene.view.press('Escape');
    await isSane(scene, round);
    await allWork(scene);
    await openView(scene, 'Enter');
  }
});

test('kill -9 of the supervisor: it comes back by itself, and no session notices', { timeout }, async () => {
  const scene = await openScene(2);
  await startTwo(scene);
  for (let round = 0; round < perVictim; round += 1) {
    await sleep(scene.random(1500));
    const before = supervisorPid(scene.home);
    await kill(before ?? 0);
    const isBack = () => {
      const pid = supervisorPid(scene.home);
      return pid !== undefined && pid !== before && isAlive(pid);
    };
    await waitUntil(isBack, () => `Round ${round}: no supervisor came back.`, limit);
    await allWork(scene);
  }
});

test('kill -9 of an agent: its row says so, and nothing of it is left', { timeout }, async () => {
  const scene = await openScene(3);
  for (let round = 0; round < perVictim; round += 1) {
    const ids = await startTwo(scene);
    for (const id of ids) {
      const pid = await pidOf(scene.home, id);
      await sleep(scene.random(800));
      await kill(pid);
    }
    for (const id of ids) await hasFailed(scene.home, id, /killed by SIGKILL/);
    expect(jobIds(scene.home).sort()).toEqual([...scene.ids].sort());
  }
});

test('kill -9 of the tmux server: every row says interrupted, nothing is left, and a new session starts', {
  timeout,
}, async () => {
  const scene = await openScene(4);
  for (let round = 0; round < perVictim; round += 1) {
    const ids = await startTwo(scene);
    // Often before the supervisor has seen the new sessions even once.
    await sleep(scene.random(3) === 0 ? 0 : scene.random(800));
    await kill(tmuxPid(scene.home));
    for (const id of ids) await hasFailed(scene.home, id, /^interrupted/);
    expect(jobIds(scene.home).sort()).toEqual([...scene.ids].sort());
  }
});

async function openScene(number: number): Promise<Scene> {
  const home = scratchHome();
  const view = await openTerminal({ env: home.env, cwd: home.project });
  await view.run('tty');
  const tty = /^\/dev\/\S+$/m.exec(await view.waitFor(/^\/dev\//m))?.[0] ?? '';
  const scene = { home, view, tty, random: randomNumbers(seed + number), ids: [] };
  await openView(scene, 'Enter');
  return scene;
}

async function openView({ view }: Scene, enter: string): Promise<void> {
  await view.type('clear; agents');
  await view.press(enter);
  await view.waitFor(/^❯ describe a task/m);
}

/** A shell job with a child of its own, and an agent in the middle of a turn. */
async function startTwo(scene: Scene): Promise<string[]> {
  const { home, ids } = scene;
  const job = await startSession(home, ['--exec', 'sleep 600 & wait', '--name', `job ${ids.length}`]);
  const agent = await startSession(home, ['Go on scn-slow-600', '--name', `agent ${ids.length}`]);
  ids.push(job, agent);
  return [job, agent];
}

/** Brings the view into some state: the list, a peek, half a task, an attached session, a view that just starts. */
async function act({ view, home, random }: Scene): Promise<void> {
  const ways = [[], ['Space'], ['h', 'i'], ['Right'], ['?'], ['C-r'], ['Escape']];
  const way = ways[random(ways.length)] ?? [];
  await view.press(...way);
  if (way[0] === 'Escape') {
    await waitUntil(
      () => !hasView(home),
      () => 'The view did not end.',
      limit,
    );
    await view.run('agents');
  }
  await sleep(random(600));
}

async function isSane({ view, home, tty }: Scene, round: number): Promise<void> {
  const modes = () => execFileSync('stty', ['-F', tty, '-a'], { encoding: 'utf8' });
  const isCooked = () => /\sicanon\s/.test(modes()) && /\secho\s/.test(modes()) && /\sicrnl\s/.test(modes());
  const isGivenBack = async () =>
    !hasView(home) && !(await view.isAlternate()) && (await view.cursor()).visible;
  await waitUntil(
    async () => isCooked() && (await isGivenBack()),
    () => `Round ${round}: the terminal is not given back: ${modes()}`,
    limit,
  );
  await view.run('clear; echo sane-$((1 + 1))');
  await view.waitFor(/^sane-2\n\$$/, limit);
}

async function allWork({ home, ids }: Scene): Promise<void> {
  expect(jobIds(home).sort()).toEqual([...ids].sort());
  for (const id of ids) {
    const works = () => state(home, id)?.['state'] === 'working' && isAlive(Number(state(home, id)?.['pid']));
    await waitUntil(works, () => `${id} should work: ${JSON.stringify(state(home, id))}`, limit);
  }
}

async function hasFailed(home: ScratchHome, id: string, summary: RegExp): Promise<void> {
  const failed = () => {
    const found = state(home, id);
    return found?.['state'] === 'failed' && summary.test(String(found['summary']));
  };
  await waitUntil(failed, () => `${id} should have failed: ${JSON.stringify(state(home, id))}`, limit);
  await waitUntil(
    () => processesOf(id).length === 0,
    () => `Left of ${id}: ${processesOf(id)}`,
    limit,
  );
}

const state = (home: ScratchHome, id: string) => jobFile(home, id, 'state.json');

const pidOf = (home: ScratchHome, id: string) =>
  waitUntil(
    () => Number(state(home, id)?.['pid']) || false,
    () => `${id} never had a pid.`,
  );

function supervisorPid({ agentsHome }: ScratchHome): number | undefined {
  try {
    return JSON.parse(readFileSync(join(agentsHome, 'daemon', 'lock'), 'utf8')).pid;
  } catch {
    return undefined;
  }
}

const viewPid = ({ root }: ScratchHome) =>
  waitUntil(
    () => pidsWhere(pid => isView(pid, root))[0] ?? false,
    () => 'There is no view.',
  );

const hasView = ({ root }: ScratchHome) => pidsWhere(pid => isView(pid, root)).length > 0;

function isView(pid: number, root: string): boolean {
  return (
    /agents\.js\0$/.test(procFile(pid, 'cmdline')) && procFile(pid, 'environ').includes(`HOME=${root}\0`)
  );
}

function tmuxPid({ tmuxSocket }: ScratchHome): number {
  const isServer = (pid: number) =>
    procFile(pid, 'comm').startsWith('tmux: server') && procFile(pid, 'cmdline').includes(tmuxSocket);
  return pidsWhere(isServer)[0] ?? 0;
}

/** How many terminals are attached to a session. */
function clients({ tmuxSocket, env }: ScratchHome): number {
  const list = ['-L', tmuxSocket, 'list-clients', '-F', '#{client_pid}'];
  return execFileSync('tmux', list, { env, encoding: 'utf8' }).split('\n').filter(Boolean).length;
}

/** Everything that was started in a session, the session's hooks included. */
function processesOf(id: string): number[] {
  return pidsWhere(pid => procFile(pid, 'environ').includes(`AGENTS_JOB_ID=${id}`));
}

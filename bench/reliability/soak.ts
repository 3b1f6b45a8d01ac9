import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { processStart } from '../../src/system/processes/process-start.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import { type Bench, supervisorPid, withBench } from '../fleet.ts';
import { median, residentMib } from '../numbers.ts';
import type { Row } from './report.ts';

const sessions = 50;
const sampleMs = 5000;
const prompts = ['scn-hello', 'scn-shell', 'scn-edit', 'scn-slow'];
const keys = ['Down', 'Up', 'Space', 'Space', 'Down', 'Down', 'C-s', 'Up'];

interface Sample {
  readonly view: Process;
  readonly supervisor: Process;
}

interface Process {
  readonly mib: number;
  readonly files: number;
  readonly children: number;
}

/** Fifty agents at ten times their pace, a person who walks, peeks and attaches, and messages all the while. */
export function soak(minutes: number): Promise<readonly Row[]> {
  process.env['SCRIPTED_SPEED'] = '10';
  return withBench(async bench => {
    const env = { ...bench.home.env, SCRIPTED_SPEED: '10' };
    for (let index = 0; index < sessions; index += 1) startAgent(bench, env, index);
    await bench.openView();
    const end = Date.now() + minutes * 60_000;
    const samples: Sample[] = [];
    let turns = 0;
    // The first minute is warming up: caches fill, the code is compiled.
    const first = Date.now() + Math.min(60_000, minutes * 15_000);
    let nextSample = first;
    while (Date.now() < end) {
      turns += act(bench, env);
      if (turns % 40 === 0) await attachAndBack(bench);
      if (Date.now() >= nextSample) {
        samples.push(await sample(bench));
        nextSample = Date.now() + sampleMs;
      }
      await wait(200);
    }
    await bench.terminal.quiet(2000).catch(() => {});
    return rows(samples, { turns, left: await leftOver(bench) });
  });
}

function startAgent({ home }: Bench, env: Readonly<Record<string, string>>, index: number): void {
  const words = ['run', 'scn-hello', '--name', `soak ${index}`];
  execFileSync('agents', words, { env, cwd: home.project, stdio: 'ignore' });
}

/** One message to some session, which may refuse it while it asks something, and one key in the view. */
function act({ home, terminal }: Bench, env: Readonly<Record<string, string>>): number {
  const name = `soak ${Math.floor(Math.random() * sessions)}`;
  const text = prompts[Math.floor(Math.random() * prompts.length)] ?? '';
  const { status } = spawnSync('agents', ['send', name, text], {
    env,
    cwd: home.project,
    stdio: 'ignore',
    timeout: 10_000,
  });
  if (status !== 0)
    spawnSync('agents', ['send', name, '--choose', '1'], {
      env,
      cwd: home.project,
      stdio: 'ignore',
      timeout: 10_000,
    });
  terminal.press(keys[Math.floor(Math.random() * keys.length)] ?? 'Down');
  return 1;
}

async function attachAndBack({ terminal }: Bench): Promise<void> {
  terminal.press('Right');
  await wait(700);
  terminal.press('C-z');
  await wait(700);
}

async function sample({ home, terminal }: Bench): Promise<Sample> {
  const [view, supervisor] = await Promise.all([terminal.pid(), supervisorPid(home)]);
  return { view: processOf(view), supervisor: processOf(supervisor) };
}

function processOf(pid: number): Process {
  const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return { mib: residentMib(pid), files: readdirSync(`/proc/${pid}/fd`).length, children: children.length };
}

function clients(socket: string): readonly number[] {
  const { stdout } = spawnSync('tmux', ['-L', socket, 'list-clients', '-F', '#{client_pid}'], {
    encoding: 'utf8',
  });
  return stdout.split('\n').filter(Boolean).map(Number);
}

/** What the view has started on its terminal and terminals that are still attached, once the person has left. */
async function leftOver({ home, terminal }: Bench): Promise<readonly string[]> {
  const pid = await terminal.pid();
  const tty = terminalOf(pid);
  // Still in a session, when the last attach came late.
  if (!terminal.screen().startsWith(' agents')) terminal.press('C-z');
  // One step at a time: an Escape closes the peek or ends a question before one leaves.
  for (let step = 0; step < 20 && processStart(pid) !== undefined; step += 1) {
    await wait(500);
    terminal.press('Escape');
  }
  const left = () => [
    ...processesOf(home.root).filter(process => terminalOf(process) === tty && isRunning(process)),
    ...clients(home.tmuxSocket),
  ];
  const isNone = () => left().length === 0;
  await waitUntil(isNone, () => '', { limitMs: 10_000 }).catch(() => {});
  return left().map(commandOf);
}

/** A zombie has ended: that its parent, the tmux of this bench, has not looked yet is not ours. */
function isRunning(pid: number): boolean {
  return processStart(pid) !== undefined;
}

/** Field 7 of `/proc/<pid>/stat`; the name in field 2 may hold blanks and brackets. */
function terminalOf(pid: number): string | undefined {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[4];
}

function processesOf(root: string): readonly number[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return all.map(Number).filter(pid => readProc(pid, 'environ').includes(root));
}

function commandOf(pid: number): string {
  return `${pid} ${readProc(pid, 'cmdline').replaceAll('\0', ' ').trim()}`;
}

/** Empty for a process that has ended meanwhile. */
function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function rows(
  samples: readonly Sample[],
  { turns, left }: { readonly turns: number; readonly left: readonly string[] },
): readonly Row[] {
  const growth = (of: (sample: Sample) => number) => {
    const part = Math.max(3, Math.floor(samples.length / 5));
    const [early, late] = [samples.slice(0, part), samples.slice(-part)].map(some => median(some.map(of)));
    return { early: early ?? Number.NaN, late: late ?? Number.NaN };
  };
  const memory = (what: string, of: (sample: Sample) => number): Row => {
    const { early, late } = growth(of);
    const percent = (late / early - 1) * 100;
    return {
      what: `memory of the ${what}, first fifth → last fifth of the time`,
      figure: `${early.toFixed(1)} → ${late.toFixed(1)} MiB (${percent.toFixed(1)} %)`,
      isRight: percent < 5,
    };
  };
  const files = (what: string, of: (sample: Sample) => number): Row => {
    const { early, late } = growth(of);
    return { what: `open files of the ${what}`, figure: `${early} → ${late}`, isRight: late <= early + 2 };
  };
  const most = Math.max(...samples.map(({ view, supervisor }) => view.children + supervisor.children));
  return [
    { what: 'messages sent and keys pressed', figure: `${turns} each` },
    memory('view', sample => sample.view.mib),
    memory('supervisor', sample => sample.supervisor.mib),
    files('view', sample => sample.view.files),
    files('supervisor', sample => sample.supervisor.files),
    { what: 'most children of both at once', figure: `${most}`, isRight: most <= 6 },
    {
      what: 'processes of the view and attached terminals that were left over',
      figure: [left.length, ...left].join(', '),
      isRight: left.length === 0,
    },
  ];
}

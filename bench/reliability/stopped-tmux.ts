import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, supervisorPid, withBench } from '../fleet.ts';
import { median, processorSeconds, quantile, residentMib } from '../numbers.ts';
import { measureKeys } from '../parts/key.ts';
import type { Row } from './report.ts';

const sessions = 50;
const sampleMs = 5000;
const keysEach = 8;
/** How long the rows may take to be right again; ms. */
const rightAgainMs = 10_000;

interface Process {
  readonly mib: number;
  readonly files: number;
  readonly seconds: number;
}

interface Sample {
  readonly at: number;
  readonly view: Process;
  readonly supervisor: Process;
}

/** Fifty jobs on a tmux server that is stopped for a time, a person at the view, and verbs now and then. */
export function stoppedTmux(seconds: number): Promise<readonly Row[]> {
  return withBench(async bench => {
    for (let index = 0; index < sessions; index += 1)
      await bench.agents('run', '--name', `job ${index}`, '--exec', 'sleep 100000', '--now');
    await bench.openView();
    await timeUntil(bench, words => words.every(each => !each.includes(silence)));
    const server = serverPid(bench);
    process.kill(server, 'SIGSTOP');
    try {
      const told = await timeUntil(bench, words => words.every(each => each.includes(silence)));
      const { samples, keys, verbs } = await endure(bench, seconds);
      process.kill(server, 'SIGCONT');
      const right = await timeUntil(bench, words => words.every(each => !each.includes(silence)));
      return rows({ told, samples, keys, verbs, right, left: await living(bench) });
    } finally {
      process.kill(server, 'SIGCONT');
    }
  });
}

const silence = 'tmux does not answer';

interface Endured {
  readonly samples: readonly Sample[];
  /** From a key to the frame that it changed; ms. */
  readonly keys: readonly number[];
  /** From a verb to its end; ms. */
  readonly verbs: readonly number[];
}

async function endure(bench: Bench, seconds: number): Promise<Endured> {
  const end = Date.now() + seconds * 1000;
  const samples: Sample[] = [];
  const keys: number[] = [];
  const verbs: number[] = [];
  while (Date.now() < end) {
    samples.push(await sample(bench));
    keys.push(...(await measureKeys(bench.terminal, keysEach)));
    const startedAt = performance.now();
    const verb =
      [
        ['logs', 'job 1'],
        ['stop', 'job 2'],
        ['rm', 'job 3'],
      ][verbs.length % 3] ?? [];
    await bench.agents(...verb).catch(() => {});
    verbs.push(performance.now() - startedAt);
    await wait(Math.max(0, Math.min(sampleMs, end - Date.now())));
  }
  samples.push(await sample(bench));
  return { samples, keys, verbs };
}

async function sample({ home, terminal }: Bench): Promise<Sample> {
  const [view, supervisor] = await Promise.all([terminal.pid(), supervisorPid(home)]);
  return { at: Date.now(), view: processOf(view), supervisor: processOf(supervisor) };
}

function processOf(pid: number): Process {
  return {
    mib: residentMib(pid),
    files: readdirSync(`/proc/${pid}/fd`).length,
    seconds: processorSeconds(pid),
  };
}

function serverPid({ home }: Bench): number {
  const ask = ['-L', home.tmuxSocket, 'display-message', '-p', '#{pid}'];
  return Number(execFileSync('tmux', ask, { env: home.env, encoding: 'utf8' }));
}

async function listed({ agents }: Bench): Promise<readonly { state: string; summary: string }[]> {
  return JSON.parse(await agents('list', '--json'));
}

/** Waits until the rows' words are so; the time it took, ms. */
async function timeUntil(bench: Bench, fits: (words: readonly string[]) => boolean): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    if (fits((await listed(bench)).map(({ summary }) => summary))) return performance.now() - startedAt;
    if (performance.now() - startedAt > 60_000) return Number.POSITIVE_INFINITY;
    await wait(100);
  }
}

async function living(bench: Bench): Promise<number> {
  return (await listed(bench)).filter(({ state }) => state === 'working').length;
}

interface Found extends Endured {
  readonly told: number;
  readonly right: number;
  readonly left: number;
}

function rows({ told, samples, keys, verbs, right, left }: Found): readonly Row[] {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    {
      what: 'until each row says that tmux does not answer',
      figure: seconds(told),
      isRight: told < rightAgainMs,
    },
    ...(['view', 'supervisor'] as const).flatMap(name => processRows(name, samples)),
    {
      what: `a key → changed frame, median and most of ${keys.length}`,
      figure: `${median(keys).toFixed(0)} and ${Math.max(...keys).toFixed(0)} ms`,
      isRight: quantile(keys, 0.95) < 100,
    },
    {
      what: `the longest of ${verbs.length} verbs (logs, stop, rm)`,
      figure: seconds(Math.max(...verbs)),
      isRight: Math.max(...verbs) < 5000,
    },
    {
      what: 'after SIGCONT, until each row is right again',
      figure: seconds(right),
      isRight: right < rightAgainMs,
    },
    { what: 'sessions that still work', figure: `${left} of ${sessions}`, isRight: left === sessions },
  ];
}

function processRows(name: 'view' | 'supervisor', samples: readonly Sample[]): readonly Row[] {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const mean = (some: readonly Sample[]) => some.reduce((sum, each) => sum + each[name].mib, 0) / some.length;
  const [first, last] = [mean(samples.slice(0, fifth)), mean(samples.slice(-fifth))];
  const files = samples.map(each => each[name].files);
  const [begin, end] = [samples[0], samples.at(-1)];
  const spent = begin && end ? (end[name].seconds - begin[name].seconds) / ((end.at - begin.at) / 1000) : 0;
  return [
    {
      what: `open files of the ${name}, at first → at the end (most)`,
      figure: `${files[0]} → ${files.at(-1)} (${Math.max(...files)})`,
      isRight: (files.at(-1) ?? 0) <= (files[0] ?? 0) + 4,
    },
    {
      what: `memory of the ${name}, first fifth → last fifth of the time`,
      figure: `${first.toFixed(1)} → ${last.toFixed(1)} MiB`,
      isRight: last < first * 1.1 + 2,
    },
    {
      what: `processor time of the ${name} and what it waited for`,
      figure: `${(spent * 100).toFixed(1)} % of a core`,
      isRight: spent < 0.15,
    },
  ];
}

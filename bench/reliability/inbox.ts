import { existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, supervisorPid, withBench } from '../fleet.ts';
import type { Row } from './report.ts';

const sessions = 5;
const mostMib = 250;
const eventBytes = 1_030_000;
/** Shapes of which a small text takes much memory as values, and one that is all text. */
const shapes: Readonly<Record<string, () => string>> = {
  'a text': () => `{"tool_name":"Read","tool_response":"${'y'.repeat(eventBytes)}"}`,
  'empty objects': () => `{"tool_response":[${repeated('{}')}]}`,
  'empty lists': () => `{"tool_response":[${repeated('[]')}]}`,
  'lists in lists': () => `{"a":${'['.repeat(eventBytes / 2)}${']'.repeat(eventBytes / 2)}}`,
  'many keys': () => `{${repeated((at: number) => `"k${at}":1`)}}`,
  'short texts': () => `{"tool_input":[${repeated('"ab"')}]}`,
  numbers: () => `[${repeated('1')}]`,
};

/** Very many events of 1 MB that a supervisor finds when it starts: all are taken, and others are not kept waiting. */
export function inbox(events: number): Promise<readonly Row[]> {
  return withBench(async bench => {
    const inboxes = await inboxesOf(bench);
    await bench.agents('daemon', 'stop');
    fill(bench, inboxes, events);
    await bench.agents('daemon', 'start');
    const startedAt = performance.now();
    const pid = await supervisorPid(bench.home);
    let most = 0;
    await bench.agents('run', '--name', 'beside', '--exec', 'exit 7', '--now');
    const seen = await timeUntil(async () => (await stateOf(bench, 'beside')) === 'failed', 60_000);
    const left = () => inboxes.reduce((sum, path) => sum + readdirSync(path).length, 0);
    const isDone = async () => {
      most = Math.max(most, mostMemory(pid));
      return left() === 0;
    };
    await timeUntil(isDone, Math.max(60_000, events * 300));
    const seconds = (performance.now() - startedAt) / 1000;
    const isSame = (await supervisorPid(bench.home)) === pid;
    return [
      {
        what: `events of 1 MB in ${sessions} inboxes, of ${Object.keys(shapes).length} shapes`,
        figure: `${events}`,
      },
      { what: 'of them left at the end', figure: `${left()}`, isRight: left() === 0 },
      { what: 'time for all of them', figure: `${seconds.toFixed(0)} s` },
      { what: 'most memory of the supervisor', figure: `${most.toFixed(0)} MiB`, isRight: most <= mostMib },
      {
        what: 'until the end of another job is seen meanwhile',
        figure: `${(seen / 1000).toFixed(1)} s`,
        isRight: seen <= 10_000,
      },
      {
        what: 'supervisors that were needed for it',
        figure: isSame ? '1' : 'more than 1',
        isRight: isSame,
      },
    ];
  });
}

function repeated(part: string | ((at: number) => string)): string {
  const parts: string[] = [];
  for (let [length, at] = [0, 0]; length < eventBytes; at += 1) {
    const text = typeof part === 'string' ? part : part(at);
    parts.push(text);
    length += text.length + 1;
  }
  return parts.join(',');
}

async function inboxesOf({ home, agents }: Bench): Promise<readonly string[]> {
  for (let index = 0; index < sessions; index += 1) await agents('run', 'scn-hello', '--name', `s${index}`);
  const jobs = join(home.agentsHome, 'jobs');
  return readdirSync(jobs)
    .filter(name => /^[0-9a-f]{8}$/.test(name))
    .map(id => join(jobs, id, 'inbox'));
}

/** Links to one file for each shape: they take no room on the disk. */
function fill({ home }: Bench, inboxes: readonly string[], events: number): void {
  const files = Object.values(shapes).map((textOf, index) => {
    const file = join(home.root, `shape-${index}.json`);
    writeFileSync(file, textOf());
    return file;
  });
  for (let number = 0; number < events; number += 1) {
    const file = files[number % files.length] ?? '';
    const path = inboxes[number % inboxes.length] ?? '';
    linkSync(file, join(path, `${String(number).padStart(6, '0')}.PostToolUse.json`));
  }
}

async function stateOf({ agents }: Bench, name: string): Promise<string | undefined> {
  const rows: readonly { name: string; state: string }[] = JSON.parse(await agents('list', '--json'));
  return rows.find(row => row.name === name)?.state;
}

/** ms; infinite when it did not become so in time. */
async function timeUntil(isSo: () => Promise<boolean>, limitMs: number): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < limitMs) {
    if (await isSo()) return performance.now() - startedAt;
    await wait(100);
  }
  return Number.POSITIVE_INFINITY;
}

/** MiB, since it was started; 0 when it is gone. */
function mostMemory(pid: number): number {
  const file = `/proc/${pid}/status`;
  return existsSync(file) ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024 : 0;
}

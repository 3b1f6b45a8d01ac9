import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processCost } from '../../../src/system/processes/process-cost.ts';
import { processStart } from '../../../src/system/processes/process-start.ts';
import { processTable, processTableLater, tableFromPs } from '../../../src/system/processes/process-table.ts';
import { parsePs, psCost, psOfAllLater, psOfOne } from '../../../src/system/processes/ps.ts';
import { waitFor } from '../../helpers/wait.ts';

test('a process is told with its parent, its start, its words and its children', async () => {
  // A thread of a test has children of its own, and only those of a first thread are told.
  const parent = spawn('sh', ['-c', 'sleep 600 & wait'], { cwd: '/', stdio: 'ignore', detached: true });
  try {
    await once(parent, 'spawn');
    const own = parent.pid ?? 0;
    const children = () => processTable().childrenOf(own);
    await waitFor(() => processTable().wordsOf(children()[0] ?? 0)[0] === 'sleep', { what: 'a child' });
    const [pid = 0, table] = [children()[0], processTable()];
    expect(table.of(pid)).toMatchObject({ pid, parent: own, startTime: processStart(pid) });
    expect(Math.abs((table.of(pid)?.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(table.wordsOf(pid)).toEqual(['sleep', '600']);
    expect(table.of(own)?.parent).toBe(process.pid);
  } finally {
    process.kill(-(parent.pid ?? 0), 'SIGKILL');
  }
});

test('what does not run is nothing', () => {
  const table = processTable();
  expect([table.of(2 ** 22 + 1), table.childrenOf(2 ** 22 + 1)]).toEqual([undefined, []]);
});

test('the lines of ps tell the same, without zombies', () => {
  const line = '  501   1   500   502 S+   Fri Nov 20 11:16:28 2026     node /opt/claude --resume x';
  const zombie = line.replace('501', '503').replace('S+', 'Z ');
  const table = tableFromPs(`${line}\nnonsense\n${zombie}\n`);
  expect(table.pids()).toEqual([501]);
  expect(table.of(501)).toMatchObject({ parent: 1, group: 500, foreground: 502, session: 0 });
  expect(table.of(501)?.startTime).toBe('Fri Nov 20 11:16:28 2026');
  expect(table.of(501)?.startedAt).toBe(Date.UTC(2026, 10, 20, 11, 16, 28));
  expect(table.wordsOf(501)).toEqual(['node', '/opt/claude', '--resume', 'x']);
  expect(table.childrenOf(1)).toEqual([501]);
  expect(table.of(501)?.isStopped).toBe(false);
  expect(tableFromPs(line.replace('S+', 'T ')).of(501)?.isStopped).toBe(true);
});

test('the ps of this machine tells of this process what /proc tells', async () => {
  const all = await psOfAllLater();
  const own = parsePs(all).find(({ pid }) => pid === process.pid);
  const table = await processTableLater();
  expect(own).toMatchObject({ parent: process.ppid, group: table.of(process.pid)?.group });
  expect(psOfOne(process.pid)).toMatchObject({ pid: process.pid, start: own?.start });
  expect([psOfOne(2 ** 22 + 1), psCost(2 ** 22 + 1)]).toEqual([undefined, undefined]);
  const [told, read] = [psCost(process.pid)?.memoryBytes ?? 0, processCost(process.pid)?.memoryBytes ?? 0];
  expect(Math.abs(told - read) / read).toBeLessThan(0.5);
  expect(
    Math.abs(tableFromPs(all).of(process.pid)!.startedAt - table.of(process.pid)!.startedAt),
  ).toBeLessThan(5000);
});

test('a process that a signal has stopped is told apart from one that sleeps', async () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  try {
    await once(child, 'spawn');
    const isStopped = () => processTable().of(child.pid ?? 0)?.isStopped;
    expect(isStopped()).toBe(false);
    child.kill('SIGSTOP');
    await waitFor(() => isStopped() === true, { what: 'stop' });
    child.kill('SIGCONT');
    await waitFor(() => isStopped() === false, { what: 'going on' });
  } finally {
    child.kill('SIGKILL');
  }
});

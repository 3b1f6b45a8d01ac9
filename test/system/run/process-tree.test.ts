import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { descendants, endTree } from '../../../src/system/run/process-tree.ts';
import { waitFor } from '../../helpers/wait.ts';

test('descendants are the process, its children and their children', async () => {
  const child = start('sleep 1000 & (sleep 1001; :) & wait');
  const tree = await waitFor(async () => treeOf(child.pid, 4), { what: 'the tree' });
  expect(tree[0]?.pid).toBe(child.pid);
  expect(await endTree(tree, { graceMs: 2000 })).toEqual([]);
});

test('a child that its parent left behind in the terminal session belongs to it', async () => {
  const child = start('(sleep 1000 &) ; exec sleep 1001', true);
  const tree = await waitFor(async () => treeOf(child.pid, 2), { what: 'both' });
  expect(await endTree(tree, { graceMs: 2000 })).toEqual([]);
});

test('who ignores every polite signal is killed after the grace', async () => {
  const child = start("trap '' TERM HUP; echo ready; while :; do sleep 1000; done");
  await once(child.stdout, 'data');
  const started = performance.now();
  expect(await endTree(await descendants(child.pid), { graceMs: 200 })).toEqual([]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(200);
  expect(await descendants(child.pid)).toEqual([]);
});

test('who starts a child instead of leaving does not get away with it', async () => {
  const child = start(
    'trap \'(trap "" TERM HUP; exec sleep 1002) & sleep 0.1; exit\' TERM; echo ready; while :; do sleep 0.1; done',
  );
  await once(child.stdout, 'data');
  expect(await endTree(await descendants(child.pid), { graceMs: 400 })).toEqual([]);
  expect(await descendants(child.pid)).toEqual([]);
});

test('the calling process and a reused pid are spared', async () => {
  const child = start('exec sleep 1000');
  const [self] = await descendants(process.pid);
  await endTree([{ pid: child.pid, startTime: '1' }], { graceMs: 0 });
  expect(child.exitCode ?? child.signalCode).toBe(null);
  expect(
    await endTree([...(await descendants(child.pid)), { pid: 1, startTime: '0' }], { graceMs: 0 }),
  ).toEqual([]);
  expect(self?.pid).toBe(process.pid);
});

function start(script: string, detached = false) {
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], detached });
  return Object.assign(child, { pid: child.pid! });
}

async function treeOf(pid: number, count: number) {
  const tree = await descendants(pid);
  return tree.length >= count && tree;
}

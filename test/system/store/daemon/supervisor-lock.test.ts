import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { Paths } from '../../../../src/system/files/paths.ts';
import { ownHolder } from '../../../../src/system/processes/lock-file.ts';
import type { Lock } from '../../../../src/system/store/daemon/supervisor-lock.ts';
import { readLock, takeLock } from '../../../../src/system/store/daemon/supervisor-lock.ts';
import { nodeProgram, scratchPaths } from '../../scratch.ts';

const identity = { version: '1.0.0' };

function taken(paths: Paths): Lock {
  const result = takeLock(paths, identity);
  if ('heldBy' in result) throw new Error(`The lock is held by ${result.heldBy.pid}.`);
  return result;
}

test('a lock that is held says by whom, and is free after its release', () => {
  const paths = scratchPaths();
  expect(readLock(paths)).toBeUndefined();
  const lock = taken(paths);
  expect(takeLock(paths, identity)).toMatchObject({ heldBy: { pid: process.pid, version: '1.0.0' } });
  expect(readLock(paths)).toMatchObject({
    holder: { pid: process.pid, bootId: ownHolder().bootId },
    alive: true,
  });
  lock.release();
  lock.release();
  expect(existsSync(paths.lock)).toBe(false);
  taken(paths).release();
  expect(readdirSync(paths.daemon)).toEqual([]);
});

test.each([
  ['another process got the same number', { ...ownHolder(), startTime: '1' }],
  ['the machine was started again', { ...ownHolder(), bootId: 'another' }],
  ['the process is gone', { ...ownHolder(), pid: 2 ** 22 + 1 }],
])('a lock is taken over when %s', (_why, holder) => {
  const paths = scratchPaths();
  writeFileSync(paths.lock, JSON.stringify({ ...holder, version: '0.9', startedAt: 1 }));
  expect(readLock(paths)?.alive).toBe(false);
  taken(paths).release();
  expect(readdirSync(paths.daemon)).toEqual([]);
});

test.each(['', 'null', '{"pid":', '12345'])('a lock that holds %j is taken over', text => {
  const paths = scratchPaths();
  writeFileSync(paths.lock, text);
  expect(readLock(paths)).toBeUndefined();
  taken(paths).release();
});

test('who lost the file knows it, and does not remove the lock of another', () => {
  const paths = scratchPaths();
  const first = taken(paths);
  expect(first.stillHeld()).toBe(true);
  unlinkSync(paths.lock);
  expect(first.stillHeld()).toBe(false);
  const second = taken(paths);
  first.release();
  expect([first.stillHeld(), second.stillHeld()]).toEqual([false, true]);
  second.release();
});

test('a guard that a killed contender left does not stand in the way', () => {
  const paths = scratchPaths();
  const dead = JSON.stringify({ ...ownHolder(), startTime: '1' });
  writeFileSync(paths.lock, dead);
  writeFileSync(`${paths.lock}.steal`, dead);
  taken(paths).release();
  expect(readdirSync(paths.daemon)).toEqual([]);
});

const contender = `import { takeLock } from './src/system/store/daemon/supervisor-lock.ts';
  const [, , lock] = process.argv;
  console.log('ready');
  process.stdin.once('data', () => {
    const result = takeLock({ lock }, { version: '1' });
    console.log('heldBy' in result ? 'lost' : 'won');
    if ('heldBy' in result) process.exit();
    setInterval(() => result.stillHeld() || console.log('lost it'), 20);
  });
  process.stdin.once('end', () => process.exit());`;

interface Contender {
  readonly child: ChildProcess;
  readonly next: () => Promise<string>;
}

function startContenders(paths: Paths, count: number): Contender[] {
  const program = nodeProgram(contender);
  return Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [program, paths.lock], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, next: async () => String((await lines.next()).value) };
  });
}

/** Lets all of them try at the same moment; returns the winners. */
async function race(contenders: readonly Contender[]): Promise<Contender[]> {
  await Promise.all(contenders.map(({ next }) => next()));
  for (const { child } of contenders) child.stdin?.write('go\n');
  const words = await Promise.all(contenders.map(({ next }) => next()));
  return contenders.filter((_, index) => words[index] === 'won');
}

test('of 20 processes one wins; when it is killed one of 10 others takes over', {
  timeout: 60_000,
}, async () => {
  const paths = scratchPaths();
  const [winner, ...more] = await race(startContenders(paths, 20));
  expect(more).toEqual([]);
  expect(readLock(paths)?.holder.pid).toBe(winner?.child.pid);
  winner?.child.kill('SIGKILL');
  await once(winner!.child, 'exit');
  const winners = await race(startContenders(paths, 10));
  expect(winners).toHaveLength(1);
  expect(JSON.parse(readFileSync(paths.lock, 'utf8')).pid).toBe(winners[0]?.child.pid);
  expect(readdirSync(paths.daemon)).toEqual(['lock']);
});

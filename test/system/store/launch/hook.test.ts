import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { hookScript } from '../../../../src/system/store/launch/hook.ts';
import { takeEvents } from '../../../../src/system/store/messages/events.ts';
import { scratchPaths, specOf } from '../../scratch.ts';

const id = '0123abcd';

function withHook(shell = '/bin/sh') {
  const paths = scratchPaths();
  const directory = createJob(paths, specOf(id), { prompt: '', files: {} });
  writeFileSync(paths.hook, hookScript());
  const env = { PATH: process.env['PATH'], AGENTS_HOME: paths.home, AGENTS_JOB_DIR: directory };
  const run = (event: string, input: string, change: NodeJS.ProcessEnv = {}) => {
    const result = spawnSync(shell, [paths.hook, event], {
      input,
      env: { ...env, ...change },
      encoding: 'utf8',
    });
    return { code: result.status, printed: result.stdout + result.stderr };
  };
  const start = (event: string) =>
    spawn(shell, [paths.hook, event], { env, stdio: ['pipe', 'inherit', 'inherit'], detached: true });
  return { paths, directory, env, run, start };
}

const silence = { code: 0, printed: '' };

test.each(['/bin/sh', '/bin/bash'].filter(existsSync))(
  '%s drops the event and nudges the supervisor',
  shell => {
    const { paths, directory, run } = withHook(shell);
    const data = { text: "$(touch x) 'quoted' \\n ✓", large: 'x'.repeat(300_000) };
    expect(run('PreToolUse', JSON.stringify(data))).toEqual(silence);
    expect(takeEvents(paths, id).events).toMatchObject([{ name: 'PreToolUse', data }]);
    expect(existsSync(paths.wake)).toBe(true);
    expect(readdirSync(join(directory, 'inbox'))).toHaveLength(1);
  },
);

test('whatever is missing, the hook prints nothing and vetoes nothing', () => {
  const { directory, run, paths } = withHook();
  expect(run('Stop', '{}', { AGENTS_JOB_DIR: undefined })).toEqual(silence);
  expect(run('', '{}')).toEqual(silence);
  expect(run('../../x', '{}')).toEqual(silence);
  expect(takeEvents(paths, id).events).toEqual([]);
  expect(run('Stop', '{}', { AGENTS_HOME: undefined })).toEqual(silence);
  expect(run('Stop', '{}', { AGENTS_HOME: '/nowhere' })).toEqual(silence);
  expect(takeEvents(paths, id).events).toHaveLength(2);
  rmSync(directory, { recursive: true });
  expect(run('Stop', '{}')).toEqual(silence);
});

test('with a job directory as its word it goes there, whatever session the environment is of', () => {
  const { paths, directory } = withHook();
  const other = createJob(paths, specOf('4567cdef'), { prompt: '', files: {} });
  const env = { PATH: process.env['PATH'], AGENTS_HOME: '/nowhere', AGENTS_JOB_DIR: other };
  const { status } = spawnSync('/bin/sh', [paths.hook, 'Stop', directory], { input: '{}', env });
  expect(status).toBe(0);
  expect(takeEvents(paths, id).events).toMatchObject([{ name: 'Stop' }]);
  expect(takeEvents(paths, '4567cdef').events).toEqual([]);
  expect(existsSync(paths.wake)).toBe(true);
});

const text = 'x'.repeat(200_000);

async function feed(child: ChildProcess, number: number): Promise<void> {
  child.stdin?.end(JSON.stringify({ number, text }));
  await once(child, 'exit');
}

test('of 120 hooks at once every event arrives, whole and once', { timeout: 60_000 }, async () => {
  const { paths, start } = withHook();
  await Promise.all(Array.from({ length: 120 }, (_, number) => feed(start('Stop'), number)));
  const first = takeEvents(paths, id);
  first.commit();
  // They are more than one look takes.
  const numbers = [...first.events, ...takeEvents(paths, id).events]
    .filter(event => event.data['text'] === text)
    .map(event => Number(event.data['number']));
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, index) => index));
});

/** Gives a hook its event in two parts and kills it, cat and mv included, at any moment of its life; whether it died. */
async function killWhileFeeding(child: ChildProcess): Promise<boolean> {
  const ended = once(child, 'exit');
  child.stdin?.on('error', () => {});
  const event = JSON.stringify({ text });
  child.stdin?.write(event.slice(0, 100_000));
  const timers = [
    setTimeout(() => child.stdin?.end(event.slice(100_000)), Math.random() * 10),
    setTimeout(() => process.kill(-Number(child.pid), 'SIGKILL'), Math.random() * 20),
  ];
  const [, signal] = await ended;
  for (const timer of timers) clearTimeout(timer);
  return signal === 'SIGKILL';
}

test('of 200 hooks killed at any moment none leaves a part of an event', { timeout: 60_000 }, async () => {
  const { paths, start } = withHook();
  let killed = 0;
  for (let round = 0; round < 50; round++) {
    const deaths = await Promise.all([1, 2, 3, 4].map(() => killWhileFeeding(start('Stop'))));
    killed += deaths.filter(Boolean).length;
  }
  const { events } = takeEvents(paths, id);
  expect(killed).toBeGreaterThan(20);
  expect(events.filter(event => event.data['text'] !== text)).toEqual([]);
});

test.each(['/bin/sh', '/bin/bash'].filter(existsSync))(
  '%s reads an event that never ends to a limit: it has happened, without data, and fills no disk',
  shell => {
    const { paths, directory, env } = withHook(shell);
    const endless = openSync('/dev/zero', 'r');
    const result = spawnSync(shell, [paths.hook, 'Stop'], { env, stdio: [endless, 'pipe', 'pipe'] });
    closeSync(endless);
    expect([result.status, `${result.stdout}${result.stderr}`]).toEqual([0, '']);
    const [name = ''] = readdirSync(join(directory, 'inbox'));
    expect(statSync(join(directory, 'inbox', name)).size).toBeLessThan(5_000_000);
    expect(takeEvents(paths, id).events).toMatchObject([{ name: 'Stop', data: {} }]);
  },
);

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { attempts } from '../../../src/supervisor/attempts.ts';
import type { PollResult } from '../../../src/supervisor/poll-result.ts';
import { taskRunner } from '../../../src/supervisor/tasks/run-tasks.ts';
import type { Task } from '../../../src/supervisor/tasks/task.ts';
import { scratchPaths, specOf, statusOf } from '../../system/scratch.ts';

describe('the tasks of the supervisor', () => {
  it('are all told of a look, in their order, and the soonest next look counts', async () => {
    const told: string[] = [];
    const task = (name: string, nextMs?: number): Task => ({
      name,
      afterLook: () => {
        told.push(name);
        return nextMs;
      },
    });
    const { tasks } = run([task('first', 900), task('second'), task('third', 300)]);
    expect(await tasks.afterLook(found())).toBe(300);
    expect(told).toEqual(['first', 'second', 'third']);
  });

  it('want no look by themselves when none of them says so', async () => {
    const { tasks } = run([{ name: 'One' }, { name: 'Other', afterLook: () => {} }]);
    expect(await tasks.afterLook(found())).toBe(Number.POSITIVE_INFINITY);
  });

  it('go on when one fails, which is logged with its name', async () => {
    const { tasks, logged } = run([
      { name: 'Broken', afterLook: () => fail('the disk is full') },
      { name: 'Slow', afterLook: async () => fail('no answer came') },
      { name: 'Sound', afterLook: () => 40 },
    ]);
    expect(await tasks.afterLook(found())).toBe(40);
    expect(logged()).toMatch(/Broken: .*the disk is full[\s\S]*Slow: .*no answer came/);
  });

  it('are waited for where they give a promise', async () => {
    const done: string[] = [];
    const slow = () => Promise.resolve().then(() => void done.push('slow'));
    const next = () => void done.push('next');
    const { tasks } = run([
      { name: 'Slow', afterLook: slow },
      { name: 'Next', afterLook: next },
    ]);
    await tasks.afterLook(found());
    expect(done).toEqual(['slow', 'next']);
  });

  it('that need the backend rest while it does not answer, and what they said last stays', async () => {
    const answers = ['full, 1', 'full, 2'];
    const queue: Task = {
      name: 'The queue',
      needsBackend: true,
      beforeLook: () => new Map([['a', answers.shift() ?? 'asked too often']]),
      afterLook: () => 10,
    };
    const { tasks } = run([queue]);
    expect(tasks.beforeLook([]).get('a')).toBe('full, 1');
    expect(await tasks.afterLook(found({ isSilent: true }))).toBe(Number.POSITIVE_INFINITY);
    expect(tasks.beforeLook([]).get('a')).toBe('full, 1');
    await tasks.afterLook(found());
    expect(tasks.beforeLook([]).get('a')).toBe('full, 2');
  });

  it('say no reason to wait any more once they fail', () => {
    const answers = [() => new Map([['a', 'full']]), () => fail('no memory can be read')];
    const { tasks } = run([{ name: 'The queue', beforeLook: () => answers.shift()?.() ?? new Map() }]);
    expect([...tasks.beforeLook([]).keys()]).toEqual(['a']);
    expect([...tasks.beforeLook([]).keys()]).toEqual([]);
  });

  it('see each session by themselves: one that cannot read it is logged with the session', () => {
    const seen: string[] = [];
    const { tasks, logged } = run([
      { name: 'Pull requests', onSight: () => fail('no such host') },
      { name: 'Other', onSight: ({ session }) => void seen.push(session.id) },
    ]);
    tasks.onSight({ session: sessionOf('a1b2c3d4'), events: [], screen: undefined });
    expect(seen).toEqual(['a1b2c3d4']);
    expect(logged()).toContain('Pull requests of session a1b2c3d4: ');
  });

  it('are all closed, also after one that cannot be', () => {
    const closed: string[] = [];
    const { tasks } = run([
      { name: 'One', close: () => fail('it is gone') },
      { name: 'Other', close: () => void closed.push('other'), onClockSet: () => void closed.push('clock') },
    ]);
    tasks.onClockSet();
    tasks.close();
    expect(closed).toEqual(['clock', 'other']);
  });
});

function run(list: readonly Task[]) {
  const paths = scratchPaths();
  const tasks = taskRunner(list, attempts({ paths }));
  return { tasks, logged: () => readFileSync(paths.log, 'utf8') };
}

function found(facts: Partial<PollResult> = {}): PollResult {
  const listing = { server: undefined, panes: [], unmanaged: [] };
  return { sessions: [], changed: 0, nextLookMs: 1000, listing, isSilent: false, ...facts };
}

function sessionOf(id: string): Session {
  return { id, spec: specOf(id), status: statusOf(id), userState: { version: 1 } };
}

function fail(why: string): never {
  throw new Error(why);
}

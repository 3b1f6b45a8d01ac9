import { describe, expect, it } from 'vitest';
import {
  dueToRest,
  firstToRest,
  idleSince,
  isEmptyRow,
  isEndedJob,
} from '../../../src/core/lifecycle/lifetime.ts';
import type { Conclusion, Marks, Spec } from '../../../src/core/session/session.ts';
import { aSession, noon } from '../../helpers/sessions.ts';
import { pane as aPane } from '../observe/observation.ts';

const minute = 60_000;
const settings = { 'lifetime.idleMinutes': 60 };

interface Given {
  readonly spec?: Partial<Spec>;
  readonly marks?: Partial<Marks>;
  readonly conclusion?: Partial<Conclusion>;
  readonly pane?: Partial<typeof aPane>;
  readonly attachedAt?: number;
}

/** A session that finished at noon. */
function tenant({ pane, attachedAt, ...given }: Given = {}, id = 'aaaaaaaa') {
  const done = { state: 'completed', since: noon, memory: { hasWorked: true } } as const;
  const session = aSession(id, { ...given, conclusion: { ...done, ...given.conclusion } });
  return { session, pane: { ...aPane, id, ...pane }, attachedAt };
}

describe('how long a process is kept', () => {
  const due = (given: Given, minutes: number) =>
    dueToRest([tenant(given)], noon + minutes * minute, settings).length > 0;

  it('an hour after the turn has ended, and not a minute less', () => {
    expect([due({}, 59), due({}, 60)]).toEqual([false, true]);
  });

  it.each<[string, Given]>([
    ['works', { conclusion: { state: 'working' } }],
    ['asks', { conclusion: { state: 'needs-input' } }],
    ['waits for its first prompt', { conclusion: { state: 'idle', memory: {} } }],
    ['runs something in the background', { conclusion: { memory: { hasWorked: true, backgroundTasks: 1 } } }],
    ['has somebody in it', { pane: { attached: 1 } }],
    ['is pinned', { marks: { pinned: true } }],
    ['was not started here', { spec: { kind: 'adopted' } }],
    ['is a shell job', { spec: { kind: 'exec' } }],
    ['has ended', { conclusion: { process: 'exited' } }],
    ['ended its turn later', { conclusion: { since: noon + 5 * minute } }],
    ['was looked at later', { marks: { seenAt: noon + 5 * minute } }],
    ['was left later', { attachedAt: noon + 5 * minute }],
    ['was started again later', { conclusion: { startedAt: noon + 5 * minute } }],
  ])('for as long as it takes when it %s', (_title, given) => {
    expect(due(given, 62)).toBe(false);
  });

  it.each(['failed', 'idle'] as const)('an hour also when the last turn ended as %s', state => {
    expect(due({ conclusion: { state } }, 61)).toBe(true);
  });

  it('for ever when the setting says 0', () => {
    expect(dueToRest([tenant()], noon + 1e9, { 'lifetime.idleMinutes': 0 })).toEqual([]);
  });

  it('gives up the longest idle first, and none that somebody may still read', () => {
    const ago = (minutes: number, id: string) =>
      tenant({ conclusion: { since: noon - minutes * minute, startedAt: 0 } }, id);
    const all = [ago(5, 'bbbbbbbb'), ago(30, 'cccccccc'), ago(10, 'dddddddd')];
    expect(firstToRest(all, noon)?.id).toBe('cccccccc');
    expect(firstToRest([tenant()], noon + 30_000)).toBeUndefined();
    expect(dueToRest(all, noon, { 'lifetime.idleMinutes': 7 }).map(({ id }) => id)).toEqual([
      'cccccccc',
      'dddddddd',
    ]);
    expect(all.map(idleSince)).toEqual([noon - 5 * minute, noon - 30 * minute, noon - 10 * minute]);
  });
});

describe('how long a row is kept', () => {
  const empty = { conclusion: { state: 'idle', memory: {}, startedAt: noon } } as const;
  const isEmpty = (given: Given, minutes: number) => isEmptyRow(tenant(given), noon + minutes * minute, 5);

  it('five minutes when it was never given a prompt', () => {
    expect([isEmpty(empty, 5), isEmpty(empty, 6)]).toEqual([false, true]);
    expect(isEmpty({ conclusion: { ...empty.conclusion, state: 'stopped', process: 'exited' } }, 6)).toBe(
      true,
    );
  });

  it.each<[string, Given]>([
    ['had a prompt', { ...empty, spec: { firstLine: 'do it' } }],
    ['has worked', { conclusion: { ...empty.conclusion, memory: { hasWorked: true } } }],
    ['is pinned', { ...empty, marks: { pinned: true } }],
    ['has somebody in it', { ...empty, pane: { attached: 1 } }],
    ['asks', { conclusion: { ...empty.conclusion, state: 'needs-input' } }],
    ['could not start', { conclusion: { ...empty.conclusion, state: 'failed', process: 'exited' } }],
  ])('for ever when it %s', (_title, given) => {
    expect(isEmpty(given, 600)).toBe(false);
  });

  it('five minutes after a shell job’s end, and as long again after a look', () => {
    const ended = { process: 'exited', endedAt: noon } as const;
    const job = (marks: Partial<Marks>) =>
      aSession('aaaaaaaa', { spec: { kind: 'exec' }, marks, conclusion: ended });
    const goes = (marks: Partial<Marks>, minutes: number) =>
      isEndedJob(job(marks), noon + minutes * minute, 5);
    expect([goes({}, 5), goes({}, 6)]).toEqual([false, true]);
    expect([goes({ seenAt: noon + minute }, 6), goes({ seenAt: noon + minute }, 7)]).toEqual([false, true]);
    expect(goes({ pinned: true }, 600)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import {
  dueToRest,
  firstToRest,
  idleSince,
  isEmptyRow,
  isEndedJob,
} from '../../../src/core/lifecycle/lifetime.ts';
import type { Spec, Status, UserState } from '../../../src/core/session/session.ts';
import { aSession, noon } from '../../helpers/sessions.ts';
import { pane as aPane } from '../observe/observation.ts';

const minute = 60_000;
const settings = { 'lifetime.idleMinutes': 60 };

interface Given {
  readonly spec?: Partial<Spec>;
  readonly userState?: Partial<UserState>;
  readonly status?: Partial<Status>;
  readonly pane?: Partial<typeof aPane>;
  readonly attachedAt?: number;
}

/** A session that finished at noon. */
function candidate({ pane, attachedAt, ...given }: Given = {}, id = 'aaaaaaaa') {
  const done = { state: 'completed', since: noon, memory: { hasWorked: true } } as const;
  const session = aSession(id, { ...given, status: { ...done, ...given.status } });
  return { session, pane: { ...aPane, id, ...pane }, attachedAt };
}

describe('how long a process is kept', () => {
  const due = (given: Given, minutes: number) =>
    dueToRest([candidate(given)], noon + minutes * minute, settings).length > 0;

  it('an hour after the turn has ended, and not a minute less', () => {
    expect([due({}, 59), due({}, 60)]).toEqual([false, true]);
  });

  it.each<[string, Given]>([
    ['works', { status: { state: 'working' } }],
    ['asks', { status: { state: 'needs-input' } }],
    ['waits for its first prompt', { status: { state: 'idle', memory: {} } }],
    ['runs something in the background', { status: { memory: { hasWorked: true, backgroundTasks: 1 } } }],
    ['has someone in it', { pane: { attached: 1 } }],
    ['is pinned', { userState: { pinned: true } }],
    ['was not started here', { spec: { kind: 'adopted' } }],
    ['is a shell job', { spec: { kind: 'exec' } }],
    ['has ended', { status: { process: 'exited' } }],
    ['ended its turn later', { status: { since: noon + 5 * minute } }],
    ['was looked at later', { userState: { seenAt: noon + 5 * minute } }],
    ['was left later', { attachedAt: noon + 5 * minute }],
    ['was started again later', { status: { startedAt: noon + 5 * minute } }],
  ])('for as long as it takes when it %s', (_title, given) => {
    expect(due(given, 62)).toBe(false);
  });

  it.each(['failed', 'idle'] as const)('an hour also when the last turn ended as %s', state => {
    expect(due({ status: { state } }, 61)).toBe(true);
  });

  it('for ever when the setting says 0', () => {
    expect(dueToRest([candidate()], noon + 1e9, { 'lifetime.idleMinutes': 0 })).toEqual([]);
  });

  it('gives up the longest idle first, and none that someone may still read', () => {
    const ago = (minutes: number, id: string) =>
      candidate({ status: { since: noon - minutes * minute, startedAt: 0 } }, id);
    const all = [ago(5, 'bbbbbbbb'), ago(30, 'cccccccc'), ago(10, 'dddddddd')];
    expect(firstToRest(all, noon)?.id).toBe('cccccccc');
    expect(firstToRest([candidate()], noon + 30_000)).toBeUndefined();
    expect(dueToRest(all, noon, { 'lifetime.idleMinutes': 7 }).map(({ id }) => id)).toEqual([
      'cccccccc',
      'dddddddd',
    ]);
    expect(all.map(idleSince)).toEqual([noon - 5 * minute, noon - 30 * minute, noon - 10 * minute]);
  });
});

describe('how long a row is kept', () => {
  const empty = { status: { state: 'idle', memory: {}, startedAt: noon } } as const;
  const isEmpty = (given: Given, minutes: number) => isEmptyRow(candidate(given), noon + minutes * minute, 5);

  it('five minutes when it was never given a prompt', () => {
    expect([isEmpty(empty, 5), isEmpty(empty, 6)]).toEqual([false, true]);
    expect(isEmpty({ status: { ...empty.status, state: 'stopped', process: 'exited' } }, 6)).toBe(true);
  });

  it.each<[string, Given]>([
    ['had a prompt', { ...empty, spec: { firstLine: 'do it' } }],
    ['has worked', { status: { ...empty.status, memory: { hasWorked: true } } }],
    ['is pinned', { ...empty, userState: { pinned: true } }],
    ['has someone in it', { ...empty, pane: { attached: 1 } }],
    ['asks', { status: { ...empty.status, state: 'needs-input' } }],
    ['could not start', { status: { ...empty.status, state: 'failed', process: 'exited' } }],
  ])('for ever when it %s', (_title, given) => {
    expect(isEmpty(given, 600)).toBe(false);
  });

  it('five minutes after a shell job’s end, and as long again after a look', () => {
    const ended = { process: 'exited', endedAt: noon } as const;
    const job = (userState: Partial<UserState>) =>
      aSession('aaaaaaaa', { spec: { kind: 'exec' }, userState, status: ended });
    const goes = (userState: Partial<UserState>, minutes: number) =>
      isEndedJob(job(userState), noon + minutes * minute, 5);
    expect([goes({}, 5), goes({}, 6)]).toEqual([false, true]);
    expect([goes({ seenAt: noon + minute }, 6), goes({ seenAt: noon + minute }, 7)]).toEqual([false, true]);
    expect(goes({ pinned: true }, 600)).toBe(false);
  });
});

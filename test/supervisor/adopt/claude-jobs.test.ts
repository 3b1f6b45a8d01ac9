import { expect, test } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { type FoundJob, followedBy } from '../../../src/supervisor/adopt/claude-jobs.ts';
import { spec, watch } from '../../core/observe/observation.ts';

const process = {
  pid: 5,
  parent: 1,
  group: 5,
  foreground: -1,
  session: 0,
  name: '',
  isStopped: false,
  startTime: '7',
  startedAt: 0,
};
const [status] = watch([{}]);
const session = { id: spec.id, spec, userState: { version: 1 }, status } as Session;
const moved: FoundJob = { id: 'edd037e6', sessionId: 'edd037e6-1', from: spec.sessionId, process };

function follow(jobs: readonly FoundJob[], own: Session = session, isAlive = false) {
  return [...followedBy([own], { jobs, isAlive: () => isAlive }).values()].map(({ id }) => id);
}

test('a conversation that was moved is followed under its new id, and under the same', () => {
  expect(follow([moved])).toEqual(['edd037e6']);
  expect(follow([{ ...moved, from: undefined, sessionId: spec.sessionId ?? '' }])).toEqual(['edd037e6']);
});

test('nothing is followed while the session lives here, nor another conversation, nor what has ended there', () => {
  expect(follow([moved], session, true)).toEqual([]);
  expect(follow([{ ...moved, from: 'another' }])).toEqual([]);
  expect(follow([{ ...moved, process: undefined }])).toEqual([]);
});

test('its end there is noticed once', () => {
  const there = { ...session, status: { ...session.status, claudeJob: 'edd037e6' } };
  expect(follow([{ ...moved, process: undefined }], there)).toEqual(['edd037e6']);
});

import { expect, test } from 'vitest';
import { notAhead, withTimes } from '../../../src/core/session/move-times.ts';
import { statusOf } from '../../system/scratch.ts';

const status = statusOf('0123abcd', {
  startedAt: 1000,
  since: 5000,
  endedAt: 6000,
  memory: {
    screenChangedAt: 7000,
    backgroundTasks: 9000,
    lastEvent: { name: 'Stop', at: 8000, says: 'completed', askedAt: 7500 },
  },
});

test('every time of a status moves, at whatever depth, and no other number', () => {
  expect(withTimes(status, at => at + 1_000_000)).toMatchObject({
    startedAt: 1_001_000,
    since: 1_005_000,
    endedAt: 1_006_000,
    questionNumber: status.questionNumber,
    evidence: [{ at: 1_002_000 }],
    memory: {
      screenChangedAt: 1_007_000,
      backgroundTasks: 9000,
      lastEvent: { name: 'Stop', at: 1_008_000, askedAt: 1_007_500 },
    },
  });
});

test('what is not ahead stays the very same, and what is counts as of now or of the first event', () => {
  expect(notAhead(status, 8000)).toBe(status);
  const now = notAhead(status, 6500);
  expect(now).toMatchObject({ since: 5000, memory: { screenChangedAt: 6500, lastEvent: { at: 6500 } } });
  expect(notAhead(status, 6500, 6100).memory.lastEvent?.at).toBe(6100);
});

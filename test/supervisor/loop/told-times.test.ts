import { expect, it } from 'vitest';
import { settledTimes, toldTimes } from '../../../src/supervisor/loop/told-times.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

it('a time in the future counts from when it was first seen, and moves when the clock is set', () => {
  const told = toldTimes();
  expect(told.settle('file', noon + 5000, noon)).toBe(noon);
  expect(told.settle('file', noon + 5000, noon + 900)).toBe(noon);
  told.move(-60_000);
  expect(told.settle('file', noon + 5000, noon)).toBe(noon - 60_000);
  expect(told.settle('file', noon - 1, noon)).toBe(noon - 1);
});

it('what is forgotten is new when it comes again', () => {
  const told = toldTimes();
  told.settle('gone', noon + 5000, noon);
  told.forget(key => key === 'gone');
  expect(told.settle('gone', noon + 5000, noon + 900)).toBe(noon + 900);
});

it('what was set of a session is never in the future, and stays the very same otherwise', () => {
  const told = toldTimes();
  const session = aSession('aaaaaaaa', { userState: { seenAt: noon + 5000, stoppedAt: noon - 1 } });
  const settled = settledTimes(told, session, noon);
  expect(settled.userState).toMatchObject({ seenAt: noon, stoppedAt: noon - 1 });
  expect(settled.spec).toBe(session.spec);
  expect(settledTimes(told, session, noon + 9000).userState).toBe(session.userState);
});

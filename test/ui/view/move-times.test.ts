import { expect, it } from 'vitest';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const year = 365 * 24 * 3_600_000;

it.each([year, -year])('a question runs out in its time when the clock is set by %d ms', by => {
  const { press, effects, state, moveTimes, setTime } = openView([
    aSession('00000001', { status: { state: 'working', process: 'alive' } }),
  ]);
  press(['down']);
  press(['ctrl+x']);
  const {
    removal: { armed },
    clock: { now },
  } = state();
  expect(armed?.action).toBe('stop');
  moveTimes(by);
  setTime(now + by + 500);
  expect(state().removal.armed?.until).toBe((armed?.until ?? 0) + by);
  setTime(now + by + 60_000);
  press(['ctrl+x']);
  expect(effects).toEqual([]);
});

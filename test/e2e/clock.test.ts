import { expect, it } from 'vitest';
import { type Fleet, openFleet } from '../helpers/fleet.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { withClock } from '../helpers/set-clock.ts';
import { waitUntil } from '../helpers/wait.ts';

const year = 365 * 24 * 3_600_000;

it.each([
  ['a year ahead', year],
  ['a year back', -year],
])('rows stay right when the clock is set %s, and when it is put right again', async (_name, by) => {
  const { home, setClock } = withClock(scratchHome());
  const fleet = openFleet(home);
  await fleet.start('alpha', 'scn-hello');
  await fleet.job('beside', 'sleep 1000');
  await fleet.waitFor('alpha', { state: 'completed' });
  await fleet.waitFor('beside', { state: 'working' });
  const view = await fleet.view({ columns: 120, rows: 30 });
  for (const offset of [by, 0]) {
    setClock(offset);
    await agesAreShort(fleet, offset);
    await view.waitFor(/alpha .* \d+[sm]/);
    await view.waitFor(/beside .* \d+[sm]\b/);
    await fleet.agents('send', 'alpha', 'scn-slow-3');
    await fleet.waitFor('alpha', { state: 'working' }, { limitMs: 5000 });
    await fleet.waitFor('alpha', { state: 'completed' }, { limitMs: 15_000 });
  }
  await fleet.agents('send', 'alpha', 'scn-shell');
  await fleet.waitFor('alpha', { state: 'needs-input' }, { limitMs: 10_000 });
  // Stopped because it was idle for a year, or gone for good: neither has happened.
  expect((await fleet.list()).map(({ name }) => name).sort()).toEqual(['alpha', 'beside']);
});

/** As `agents list` tells them, by the same clock. */
async function agesAreShort(fleet: Fleet, offset: number): Promise<void> {
  let seen = '';
  await waitUntil(
    async () => {
      const entries = await fleet.list();
      seen = JSON.stringify(entries.map(({ name, startedAt, state }) => [name, state, startedAt]));
      const now = Date.now() + offset;
      return entries.every(
        ({ startedAt, state }) => Math.abs(now - startedAt) < 5 * 60_000 && state !== 'failed',
      );
    },
    () => seen,
    { limitMs: 3000 },
  );
}

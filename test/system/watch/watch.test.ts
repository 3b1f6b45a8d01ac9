import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { Paths } from '../../../src/system/files/paths.ts';
import { nudge, watchNudges } from '../../../src/system/watch/watch.ts';
import { waitFor } from '../../helpers/wait.ts';
import { scratchPaths } from '../scratch.ts';

function counting(paths: Paths) {
  const counter = { count: 0 };
  const close = watchNudges(paths, 'wake', () => {
    counter.count += 1;
  });
  onTestFinished(close);
  return { counter, close };
}

test('a nudge is heard at once, also the next one', async () => {
  const paths = scratchPaths();
  const { counter } = counting(paths);
  for (const count of [1, 2, 3]) {
    nudge(paths, 'wake');
    await waitFor(() => counter.count === count, { limitMs: 500, what: `nudge ${count}` });
  }
});

test('a hundred nudges in a row are one call, other files none, and a closed watch is silent', async () => {
  const paths = scratchPaths();
  const { counter, close } = counting(paths);
  const other = { heard: false };
  onTestFinished(watchNudges(paths, 'changed', () => Object.assign(other, { heard: true })));
  for (let number = 0; number < 100; number++) nudge(paths, 'wake');
  await waitFor(() => counter.count > 0, { limitMs: 500, what: 'the nudges' });
  close();
  nudge(paths, 'wake');
  nudge(paths, 'changed');
  await waitFor(() => other.heard, { limitMs: 500, what: 'the other file' });
  expect(counter.count).toBeLessThanOrEqual(2);
});

test('nudges are heard at once again after the directory was replaced, and when it comes late', async () => {
  const paths = scratchPaths();
  rmSync(paths.daemon, { recursive: true });
  nudge(paths, 'wake');
  const { counter } = counting(paths);
  const isHeard = () => {
    nudge(paths, 'wake');
    return counter.count > 0;
  };
  for (const place of ['new', 'replaced']) {
    if (place === 'replaced') renameSync(paths.daemon, `${paths.daemon}-old`);
    mkdirSync(paths.daemon);
    counter.count = 0;
    await waitFor(isHeard, { what: `a nudge in the ${place} directory` });
    for (let number = 0; number < 3; number++) {
      counter.count = 0;
      await waitFor(isHeard, { limitMs: 500, what: `nudge ${number} in the ${place} directory` });
    }
  }
});

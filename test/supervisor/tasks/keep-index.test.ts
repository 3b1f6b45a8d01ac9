import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { indexKeeper } from '../../../src/supervisor/tasks/keep-index.ts';
import type { SessionCache } from '../../../src/system/store/job/session-cache.ts';
import { type IndexEntry, readIndex } from '../../../src/system/store/job/session-index.ts';
import { aSession } from '../../helpers/sessions.ts';
import { scratchPaths } from '../../system/scratch.ts';

const minute = 60_000;

/** Entries that have settled; `changed` are those that were written again since. */
function entries(count: number, changed = 0): readonly IndexEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const job: Session = aSession(`${at}`.padStart(8, 'a'));
    return { job, ino: at, changedAt: at < changed ? 2 : 1 };
  });
}

function keeping() {
  const paths = scratchPaths();
  let settled = entries(20);
  const cache = { settled: () => settled } as unknown as SessionCache;
  return {
    paths,
    keep: indexKeeper(paths, cache),
    change: (next: readonly IndexEntry[]) => {
      settled = next;
    },
  };
}

it('the index is written, and again when a tenth of it has changed', () => {
  const { paths, keep, change } = keeping();
  keep(0);
  expect(readIndex(paths).size).toBe(20);
  rmSync(paths.index);
  change(entries(20, 1));
  keep(minute);
  expect(readIndex(paths).size).toBe(0);
  change(entries(20, 2));
  keep(2 * minute);
  expect(readIndex(paths).size).toBe(20);
});

it('once a minute at the most, and not for a handful of sessions', () => {
  const { paths, keep, change } = keeping();
  change(entries(4));
  keep(0);
  change(entries(20));
  keep(minute - 1);
  expect(readIndex(paths).size).toBe(0);
  keep(minute);
  expect(readIndex(paths).size).toBe(20);
});

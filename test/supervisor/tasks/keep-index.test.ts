import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { indexKeeper } from '../../../src/supervisor/tasks/keep-index.ts';
import type { SessionCache } from '../../../src/system/store/job/session-cache.ts';
import { type IndexEntry, readIndex } from '../../../src/system/store/job/session-index.ts';
import { aSession } from '../../helpers/sessions.ts';
import { scratchPaths } from '../../system/scratch.ts';

const minute = 60_000;

function entries(count: number): readonly IndexEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const job: Session = aSession(`${at}`.padStart(8, 'a'));
    return { job, ino: at, changedAt: 1 };
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

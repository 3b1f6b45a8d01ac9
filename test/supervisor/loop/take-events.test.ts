import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Taken, takeEventsOfAll } from '../../../src/supervisor/loop/take-events.ts';
import type { Paths } from '../../../src/system/files/paths.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { dropEvent } from '../../../src/system/store/messages/events.ts';
import { scratchPaths } from '../../system/scratch.ts';

const ids = ['feed0001', 'feed0002'];

function withInboxes(): Paths {
  const paths = scratchPaths();
  for (const id of ids) mkdirSync(join(jobDirectory(paths, id), 'inbox'), { recursive: true });
  return paths;
}

it('the events of every session are taken, and are there until they are recorded', () => {
  const paths = withInboxes();
  dropEvent(paths, 'feed0001', 'Stop', { a: 1 });
  const taken = new Map<string, Taken>();
  const look = (round: number) => takeEventsOfAll(paths, ids, { round, now: Date.now(), taken });
  expect(look(1).get('feed0001')?.events).toMatchObject([{ name: 'Stop', data: { a: 1 } }]);
  const again = look(2).get('feed0001');
  expect(again?.events).toHaveLength(1);
  again?.commit();
  expect(look(3).get('feed0001')?.events).toEqual([]);
  expect([...taken.keys()].sort()).toEqual(ids);
});

it('one that was not there in the poll before is not older than it, whatever its file says', () => {
  const paths = withInboxes();
  const now = Date.now();
  dropEvent(paths, 'feed0001', 'Stop', {});
  const inbox = join(jobDirectory(paths, 'feed0001'), 'inbox');
  for (const name of readdirSync(inbox)) utimesSync(join(inbox, name), 1000, 1000);
  const at = (round: number) => {
    const taken = new Map([['feed0001', { round: 4, at: now }]]);
    return takeEventsOfAll(paths, ['feed0001'], { round, now, taken }).get('feed0001')?.events[0]?.at;
  };
  expect([at(5), at(9)]).toEqual([now - 1000, 1_000_000]);
});

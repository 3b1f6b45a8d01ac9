import { expect, it } from 'vitest';
import type { Journal } from '../../../src/core/journal/journal.ts';
import type { Status } from '../../../src/core/session/session.ts';
import { keepJournal } from '../../../src/supervisor/record/keep-journal.ts';
import { readJournal } from '../../../src/system/store/history/journal-file.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function looking() {
  const world = memoryWorld();
  const session = await runningSession(world, { status: { state: 'working' } });
  const journals = new Map<string, Journal>();
  const see = (change: Partial<Status>) => {
    const status = { ...session.status, ...change };
    keepJournal(world, journals, { session, previous: session.status, status, events: [] });
  };
  const deeds = () => readJournal(world.paths, session.id).map(({ deed }) => deed);
  return { see, deeds };
}

it('what a look shows that a session did is written down', async () => {
  const { see, deeds } = await looking();
  see({});
  expect(deeds()).toEqual([]);
  see({ state: 'completed', since: Date.now() });
  see({ state: 'failed', process: 'exited' });
  expect(deeds()).toEqual(['turn', 'failed', 'ended']);
});

it('a supervisor that has just started goes on with what is written down', async () => {
  const { see, deeds } = await looking();
  see({ state: 'failed' });
  expect(deeds()).toEqual(['failed']);
  see({ state: 'failed' });
  expect(deeds()).toEqual(['failed', 'failed']);
});

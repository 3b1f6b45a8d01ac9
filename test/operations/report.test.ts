import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportState } from '../../src/operations/report.ts';
import { recordedScreen } from '../core/agents/recorded.ts';
import { agentThatShows } from '../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../helpers/memory-world.ts';

it('a wrong state is saved with its screen, the evidence and a line for the manifest', async () => {
  const world = memoryWorld(agentThatShows(recordedScreen('permission-bash')).program);
  const session = await runningSession(world, { status: { state: 'working' } });
  const directory = await reportState(world, session);
  const text = (name: string) => readFileSync(join(directory, name), 'utf8');
  expect(text('screen.txt')).toContain('Do you want to proceed?');
  expect(JSON.parse(text('evidence.json'))).toMatchObject({ id: session.id, state: 'working' });
  expect(JSON.parse(text('manifest.json'))).toMatchObject([
    { file: 'screen.txt', agent: 'claude', state: 'write the right state here; agents said working' },
  ]);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

it('one without a terminal is saved without its screen', async () => {
  const world = memoryWorld();
  const session = await runningSession(world);
  await world.backend.end({ place: session.status.place!, id: session.id });
  expect(readFileSync(join(await reportState(world, session), 'screen.txt'), 'utf8')).toBe('\n');
});

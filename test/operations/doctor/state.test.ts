import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  checkJobs,
  checkSettings,
  checkState,
  checkSupervisor,
} from '../../../src/operations/doctor/state.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { holdSupervisorLock, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('the state directory is told with the room on its disk, or with what is wrong with it', () => {
  const world = memoryWorld();
  expect(checkState(world)).toMatchObject([{ says: expect.stringMatching(/\/home · \d+ [GM]B free/) }]);
  rmSync(world.paths.home, { recursive: true });
  expect(checkState(world)).toMatchObject([
    { level: 'problem', advice: 'Set AGENTS_HOME to another directory.' },
  ]);
});

it('a record that cannot be read is a problem, and a file that was set aside a note', async () => {
  const world = memoryWorld();
  await runningSession(world);
  await runningSession(world, { spec: { id: 'feed0002' } });
  writeFileSync(join(jobDirectory(world.paths, 'feed0001'), 'marks.json.bad-12'), '{');
  writeFileSync(join(jobDirectory(world.paths, 'feed0002'), 'spec.json'), '{');
  expect(checkJobs(world)).toMatchObject([
    { level: 'ok', says: '1 on record, 0 in the trash' },
    { level: 'problem', advice: expect.stringMatching(/^Move it away: mv .*\/feed0002 /) },
    { level: 'note', says: 'a damaged file of feed0001 was set aside' },
  ]);
});

it('a supervisor that runs is told with its version, and none is no problem', async () => {
  const world = memoryWorld();
  expect(await checkSupervisor(world)).toMatchObject([
    { level: 'note', says: expect.stringMatching(/^does not run; it starts by itself/) },
  ]);
  holdSupervisorLock(world.paths);
  expect(await checkSupervisor(world)).toMatchObject([
    { level: 'ok', says: expect.stringMatching(new RegExp(`^pid ${process.pid}, version `)) },
  ]);
});

it('each mistake in the settings is told, and that agents is switched off', () => {
  const world = memoryWorld();
  expect(checkSettings(world)).toMatchObject([{ level: 'ok' }]);
  const problems = ['"agnet" is no setting.', '"theme" must be "dark".'];
  const settings = { ...world.settings, disableAgentView: true };
  expect(checkSettings({ ...world, settings, problems }).map(({ level, says }) => [level, says])).toEqual([
    ['note', expect.stringMatching(/^agents is switched off/)],
    ['problem', '"agnet" is no setting.'],
    ['problem', '"theme" must be "dark".'],
  ]);
});

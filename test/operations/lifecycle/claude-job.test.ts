import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { attachTo } from '../../../src/operations/lifecycle/attach.ts';
import { respawnJob } from '../../../src/operations/lifecycle/claude-job.ts';
import { removeSession, stopSession } from '../../../src/operations/lifecycle/end-session.ts';
import { dismissedIds } from '../../../src/system/store/view/dismissed.ts';
import { installProgram, type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { recordingPort } from '../../helpers/recording-port.ts';

/** A session that Claude Code's own background runs, and what its program was called with. */
async function jobIn(world: MemoryWorld) {
  const log = join(world.project, 'called');
  installProgram(world, 'claude', `echo "$@" >> '${log}'`);
  const session = await runningSession(world, { status: { claudeJob: 'edd037e6' } });
  return { session, called: () => readFileSync(log, 'utf8').trim().split('\n') };
}

it('a session in the background of Claude Code is shown by Claude Code', async () => {
  const world = memoryWorld();
  const { session } = await jobIn(world);
  const { port, notices } = recordingPort();
  const shown: (readonly string[])[] = [];
  await attachTo(world, session, { ...port, attach: async argv => void shown.push(argv) });
  expect(shown).toEqual([[join(world.env['PATH'] ?? '', 'claude'), 'attach', 'edd037e6']]);
  expect(notices).toEqual([expect.stringContaining('Ctrl+Z comes back')]);
});

it('it is stopped by Claude Code, which would restart a killed process', async () => {
  const world = memoryWorld();
  const { session, called } = await jobIn(world);
  expect(await stopSession(world, session.id)).toBeUndefined();
  expect(called()).toEqual(['stop edd037e6']);
  expect(requireSession(world, session.id).userState.stoppedAt).toBeGreaterThan(0);
});

it('one that is removed does not come back as a row of its own', async () => {
  const world = memoryWorld();
  const { session } = await jobIn(world);
  await removeSession(world, session.id);
  expect([...dismissedIds(world.paths)]).toEqual(['edd037e6']);
});

it('it is started again there, and not at all without the program', async () => {
  const world = memoryWorld();
  const { called } = await jobIn(world);
  await respawnJob(world, { name: 'alpha', job: 'edd037e6' });
  expect(called()).toEqual(['respawn edd037e6']);
  rmSync(join(world.env['PATH'] ?? '', 'claude'));
  await expect(respawnJob(world, { name: 'alpha', job: 'edd037e6' })).rejects.toThrow(
    'alpha was not started again: Claude Code runs it, and "claude" is not on PATH.',
  );
});

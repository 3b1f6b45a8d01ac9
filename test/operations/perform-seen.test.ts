import { expect, it } from 'vitest';
import { openWorld } from '../../src/operations/context/world.ts';
import { localPerformer } from '../../src/operations/perform.ts';
import { jobDirectory } from '../../src/system/store/job/jobs.ts';
import { readUserState } from '../../src/system/store/job/read-session.ts';
import { scratchShell } from '../cli/scratch-shell.ts';
import { recordingPort } from '../helpers/recording-port.ts';

it('a look at a session is recorded, and at one that is gone it is not missed', async () => {
  const { env, paths, session } = scratchShell();
  const { id } = session('a1b2c3d4');
  const { port, notices } = recordingPort();
  const { perform } = localPerformer(openWorld(env));
  await perform({ type: 'seen', id, at: 5000 }, port);
  expect(readUserState(jobDirectory(paths, id)).seenAt).toBe(5000);
  await perform({ type: 'seen', id: 'feed0001', at: 5000 }, port);
  expect(notices).toEqual([]);
});

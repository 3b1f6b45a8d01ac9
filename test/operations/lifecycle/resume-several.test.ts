import { expect, it } from 'vitest';
import { resumeSeveral } from '../../../src/operations/lifecycle/resume-several.ts';
import { writeConversation } from '../../../src/system/store/history/conversation-record.ts';
import {
  holdSupervisorLock,
  type MemoryWorld,
  memoryWorld,
  runningSession,
  writeSettings,
} from '../../helpers/memory-world.ts';
import { recordingPort } from '../../helpers/recording-port.ts';

async function ended(world: MemoryWorld, id: string, sessionId: string): Promise<void> {
  const status = { process: 'exited', state: 'completed' } as const;
  await runningSession(world, { spec: { id, name: id, sessionId }, status });
  world.backend.terminal(id)?.exit({ exitCode: 0 });
  writeConversation(world.paths, id, { sessionId });
}

it('several are started again, and one that fails is told without keeping the others from it', async () => {
  const world = memoryWorld();
  holdSupervisorLock(world.paths);
  await ended(world, 'feed0001', '11111111-2222-4333-8444-555555555555');
  const { port, notices } = recordingPort();
  await resumeSeveral(world, ['feed0009', 'feed0001'], port);
  expect(notices).toEqual([
    expect.stringMatching(/^attention: Resumed 1 of 2\. There is no session "?feed0009/),
  ]);
  expect((await world.backend.list()).panes).toMatchObject([{ id: 'feed0001', dead: false }]);
});

it('no more are started than may run at once', async () => {
  const world = memoryWorld();
  holdSupervisorLock(world.paths);
  await runningSession(world, { spec: { id: 'feed0002' } });
  await ended(world, 'feed0001', '21111111-2222-4333-8444-555555555555');
  writeSettings(world, { maxSessions: 1 });
  const { port, notices } = recordingPort();
  await resumeSeveral(world, ['feed0001'], port);
  expect(notices).toEqual([
    'attention: Resumed 0 of 1. feed0001 was left: 1 session runs, the most allowed. By name it is started all the same: agents respawn feed0001',
  ]);
});

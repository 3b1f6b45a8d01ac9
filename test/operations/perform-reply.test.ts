import { expect, it } from 'vitest';
import type { Reply } from '../../src/core/effects.ts';
import type { Spec, Status } from '../../src/core/session/session.ts';
import { openWorld } from '../../src/operations/context/world.ts';
import { localPerformer } from '../../src/operations/perform.ts';
import { readMessages } from '../../src/system/store/messages/waiting-messages.ts';
import { scratchShell } from '../cli/scratch-shell.ts';
import { recordingPort } from '../helpers/recording-port.ts';

const words: Reply = { choices: [], text: 'go on' };
const queued = { process: 'none', state: 'queued' } as const;
const starting = { process: 'none', state: 'working', evidence: [] } as const;

it.each<[string, Partial<Status>, string]>([
  ['waits for its start', queued, 'login gets it when its first turn has ended.'],
  ['is on its way', starting, 'login gets it as soon as it listens.'],
])('a reply to a session that %s is kept, and it is said until when', async (_what, status, said) => {
  const { notices, unsent, kept } = await give({ status }, words);
  expect(notices).toEqual([`success: ${said}`]);
  expect([unsent, kept]).toEqual([0, 1]);
});

it.each<[string, Partial<Spec>, Partial<Status>, Reply, string]>([
  [
    'job that waits for its start',
    { kind: 'exec', agent: 'shell' },
    queued,
    words,
    'login is queued; nothing was sent. Send it again when it has begun.',
  ],
  [
    'session that is on its way and asks nothing',
    {},
    starting,
    { choices: [0] },
    'login is still starting and asks nothing yet; nothing was sent.',
  ],
  [
    'question of a session that has ended',
    {},
    { process: 'exited', state: 'completed' },
    { choices: [0] },
    'login has ended, and so has its question.',
  ],
  [
    'job that is over',
    { kind: 'exec', agent: 'shell' },
    { process: 'exited', state: 'completed' },
    words,
    'login has ended; nothing was sent.',
  ],
])('a reply to a %s is given back, with the reason', async (_what, spec, status, reply, said) => {
  const { notices, unsent, kept } = await give({ spec, status }, reply);
  expect(notices).toEqual([`attention: ${said}`]);
  expect([unsent, kept]).toEqual([1, 0]);
});

/** Gives a reply to a session as the view does, with what was told, given back and kept. */
async function give(
  { spec, status }: { readonly spec?: Partial<Spec>; readonly status: Partial<Status> },
  reply: Reply,
) {
  const { env, paths, session } = scratchShell();
  const { id } = session('a1b2c3d4', { name: 'login', ...spec }, status);
  const { port, notices, unsent } = recordingPort();
  const bound = { question: undefined, questionNumber: 2 };
  await localPerformer(openWorld(env)).perform({ type: 'reply', id, ...bound, reply }, port);
  return { notices, unsent: unsent.length, kept: readMessages(paths, id).length };
}

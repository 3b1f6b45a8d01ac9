import { expect, it } from 'vitest';
import { checkInProcess, ptyTrouble } from '../../../src/operations/doctor/in-process.ts';
import { installProgram, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const loads = async () => ({}) as never;

it('that sessions can live in a view is told', async () => {
  expect(await checkInProcess(memoryWorld(), loads)).toEqual([
    { what: 'in-process', level: 'ok', says: 'sessions can live in a view, without tmux' },
  ]);
});

const system = { platform: 'linux', arch: 'x64' };

it.each([
  ['pty-missing', "Cannot find package '@lydell/node-pty' imported from /x/agents.js", 'is not installed'],
  [
    'pty-no-binary',
    'The @lydell/node-pty package supports your platform (linux-x64), but it could not find the platform-specific package for it: @lydell/node-pty-linux-x64\n\nThis can happen',
    'the binary for this system is missing (@lydell/node-pty-linux-x64)',
  ],
  [
    'pty-no-binary',
    'The @lydell/node-pty package currently does not support your platform: linux-x64',
    'has no binary for this system (linux-x64)',
  ],
  [
    'pty-broken',
    "Failed to load native module: pty.node, checked: build/Release: Error: Cannot find module './prebuilds/linux-x64/pty.node'",
    'the binary of @lydell/node-pty-linux-x64 is missing or does not fit',
  ],
  [
    'pty-broken',
    "/lib/libc.so.6: version `GLIBC_2.28' not found (required by /x/@lydell/node-pty-linux-x64/prebuilds/linux-x64/pty.node)",
    'GLIBC_2.28',
  ],
])('%s is told where the package says so', (code, message, says) => {
  expect(ptyTrouble(new Error(message), system)).toMatchObject({ code, says: expect.stringContaining(says) });
});

it('that it cannot be loaded is a problem only where sessions are to start in a view', async () => {
  const fails = async () => {
    throw new Error('no');
  };
  const world = memoryWorld();
  const level = async (given: object) => (await checkInProcess({ ...world, ...given }, fails))[0]?.level;
  expect(await level({})).toBe('note');
  expect(await level({ startsIn: { backend: 'in-process' } })).toBe('problem');
  // There the missing tmux is the problem.
  expect(await level({ startsIn: { backend: 'in-process', lacksTmux: true } })).toBe('note');
});

it('sessions that live in a view are named, and those that ended with it, with what brings them back', async () => {
  const world = memoryWorld();
  const place = { backend: 'in-process' };
  await runningSession(world, { spec: { id: 'feed0001', name: 'here' }, status: { place } });
  await runningSession(world, {
    spec: { id: 'feed0002', name: 'cut', backend: 'in-process' },
    status: { state: 'failed', process: 'exited', end: 'interrupted', place },
  });
  await runningSession(world, { spec: { id: 'feed0003', name: 'elsewhere' } });
  expect((await checkInProcess(world, loads)).slice(1)).toMatchObject([
    {
      code: 'only-in-view',
      says: '1 session lives in a view and is seen there, or with agents attach: here',
    },
    {
      ...{ code: 'ended-with-view', says: '1 session ended with its view: cut' },
      advice: expect.stringMatching(/^agents respawn --all brings them back\. .*Install it with: /),
    },
  ]);
});

it('with tmux there it tells how one moves there, and new ones where a setting keeps them away', async () => {
  const world = memoryWorld();
  installProgram(world, 'tmux', '');
  await runningSession(world, { status: { place: { backend: 'in-process' } } });
  const advice = async (settings: object) =>
    (await checkInProcess({ ...world, settings: { ...world.settings, ...settings } }, loads))[1]?.advice;
  expect(await advice({})).toMatch(/To move one there: agents respawn feed0001 --backend tmux$/);
  expect(await advice({ backend: 'in-process' })).toMatch(
    /; for new ones: agents settings set backend tmux$/,
  );
});

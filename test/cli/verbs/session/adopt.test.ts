import { expect, it } from 'vitest';
import type { Adopts, Backend } from '../../../../src/backends/backend.ts';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { adopt } from '../../../../src/cli/verbs/session/adopt.ts';
import { scratchShell } from '../../scratch-shell.ts';

/** A backend in which the target work:1 names the only terminal. */
function withTarget(): Backend {
  const backend = memoryBackend();
  const find = async (target: string) => (target === 'work:1' ? (await backend.list()).panes[0] : undefined);
  const adopts = { find, servers: () => ['default'] } as unknown as Adopts;
  return { ...backend, can: { adopts } };
}

it('prints the id of the session in a terminal', async () => {
  const { run, running } = scratchShell({ backend: withTarget() });
  await running('a1b2c3d4', { name: 'login' });
  expect(await run(adopt, 'work:1')).toEqual({ code: 0, out: 'a1b2c3d4 · login\n', err: '' });
  expect(JSON.parse((await run(adopt, 'work:1', '--json')).out)).toMatchObject({ id: 'a1b2c3d4' });
});

it('says why there is none', async () => {
  const { run, running } = scratchShell({ backend: withTarget() });
  await running('a1b2c3d4', { name: 'login' });
  await expect(run(adopt, 'work:2')).rejects.toThrow('There is no pane work:2 on the tmux servers');
  await expect(run(adopt)).rejects.toThrow('Which pane? agents adopt');
});

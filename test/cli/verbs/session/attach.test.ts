import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { attach } from '../../../../src/cli/verbs/session/attach.ts';
import { readSession } from '../../../../src/system/store/job/read-session.ts';
import { scratchShell } from '../../scratch-shell.ts';

/** A terminal in which a session is looked at by running a program to its end. */
function inTerminal(look: (cwd: string) => readonly string[]) {
  const backend = memoryBackend();
  const attachCommand = () => ({ argv: look(home.cwd), environment: {} });
  const home = scratchShell({ isTTY: true, backend: { ...backend, attachCommand } });
  return home;
}

it('gives the terminal to the session until it is left, which counts as seen', async () => {
  const home = inTerminal(cwd => ['/bin/sh', '-c', `: > '${join(cwd, 'shown')}'`]);
  await home.running('a1b2c3d4', { name: 'login' });
  expect(await home.run(attach, 'login')).toEqual({ code: 0, out: '', err: '' });
  expect(existsSync(join(home.cwd, 'shown'))).toBe(true);
  expect(readSession(home.paths, 'a1b2c3d4')).toMatchObject({ userState: { seenAt: expect.any(Number) } });
});

it('says what went wrong, with exit code 1', async () => {
  const home = inTerminal(() => ['/no/such/program']);
  await home.running('a1b2c3d4', { name: 'login' });
  const { code, err } = await home.run(attach, 'login');
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^agents: \/no\/such\/program could not be started: /),
  ]);
});

it('tells a script what it can read instead of a terminal', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  await expect(run(attach, 'login')).rejects.toThrow(
    'Attaching needs a terminal. For scripts there is: agents logs a1b2c3d4',
  );
});

it('takes one session', async () => {
  const { run } = scratchShell();
  await expect(run(attach)).rejects.toThrow('Which session? agents attach <id|name>');
  await expect(run(attach, 'login', 'other')).rejects.toThrow('"other" is left over. agents attach');
});

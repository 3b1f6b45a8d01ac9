import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { respawn } from '../../../../src/cli/verbs/session/respawn.ts';
import { writeConversation } from '../../../../src/system/store/history/conversation-record.ts';
import { type ScratchShell, scratchShell } from '../../scratch-shell.ts';

it('leaves alone what works or asks when all are started again, and says so', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'works', createdAt: 1 }, { state: 'working' });
  session('b1b2c3d4', { name: 'asks', createdAt: 2 }, { state: 'needs-input' });
  const { code, out } = await run(respawn, '--all');
  expect(code).toBe(0);
  expect(out.split('\n').sort().filter(Boolean)).toEqual([
    'left · a1b2c3d4 · works · it works; name it to start it again all the same',
    'left · b1b2c3d4 · asks · it waits for an answer; name it to start it again all the same',
  ]);
});

it('says that there is nothing to start, and takes no names beside --all', async () => {
  const { run } = scratchShell();
  expect((await run(respawn, '--all')).out).toBe('There is no session to start again.\n');
  expect((await run(respawn, '--all', '--json')).out).toBe('[]\n');
  await expect(run(respawn, '--all', 'login')).rejects.toThrow('--all takes no names. agents respawn');
});

it('starts an ended agent again in its conversation', async () => {
  const lines = readFileSync('test/screens/claude/idle-fresh.txt', 'utf8').split('\n');
  const idle = { lines, title: '✳ Claude Code', cursorX: 2, cursorY: 42, width: 140, height: 45 };
  const backend = memoryBackend(terminal => {
    terminal.draw(idle);
    return {};
  });
  const home = scratchShell({ backend });
  installClaude(home);
  const { id } = await home.running(
    'a1b2c3d4',
    { name: 'login' },
    { process: 'exited', sessionId: conversation },
  );
  backend.terminal(id)?.exit({ exitCode: 0 });
  writeConversation(home.paths, id, { sessionId: conversation });
  expect((await home.run(respawn, 'login')).out).toBe('resumed · a1b2c3d4 · login\n');
  expect((await backend.list()).panes).toMatchObject([{ id, dead: false }]);
});

it('ends what runs before its first status was recorded, and starts it again', async () => {
  const backend = memoryBackend(() => ({}));
  const home = scratchShell({ backend });
  const { id } = await home.running('a1b2c3d4', { name: 'job', kind: 'exec', agent: 'shell', command: 'x' });
  rmSync(join(home.paths.jobs, id, 'state.json'));
  const before = backend.terminal(id);
  await home.run(respawn, 'job').catch(() => undefined);
  expect(before).toBeDefined();
  expect(backend.terminal(id)).not.toBe(before);
});

const conversation = '11111111-2222-4333-8444-555555555555';

/** A program that is never run. */
function installClaude({ env }: ScratchShell): void {
  const bin = join(env['HOME'] ?? '', 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\n', { mode: 0o755 });
  env['PATH'] = bin;
}

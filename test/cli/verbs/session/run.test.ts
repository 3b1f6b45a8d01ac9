import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { run as runTask } from '../../../../src/cli/verbs/session/run.ts';
import { sessionCache } from '../../../../src/system/store/job/session-cache.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { statusOf } from '../../../system/scratch.ts';
import { scratchShell } from '../../scratch-shell.ts';

it.each([
  [[], 'There is no task. agents run'],
  [['--prompt-file', '-'], 'There is no task. agents run'],
  [['--exec', 'npm test', 'now'], '--exec takes one command as one word; "now" is left over.'],
  [['--exec', 'ls', '--resume', 'c1'], '--exec starts a shell job, which has no conversation to resume.'],
  [['task', '--worktree', '--no-worktree'], '--worktree and --no-worktree exclude each other.'],
])('refuses %j before anything is started', async (words, sentence) => {
  const { run } = scratchShell({ backend: memoryBackend() });
  await expect(run(runTask, ...words)).rejects.toThrow(sentence);
});

it('says which prompt file could not be read, as it was named', async () => {
  const { run } = scratchShell();
  await expect(run(runTask, '--prompt-file', 'task.md')).rejects.toThrow(
    /^The prompt file task\.md could not be read: .*\. Nothing was started\.$/,
  );
});

it('starts nothing where agents is switched off', async () => {
  const { run } = scratchShell({ env: { AGENTS_DISABLE: '1' } });
  await expect(run(runTask, 'fix it')).rejects.toThrow('by the variable AGENTS_DISABLE');
});

/** A shell in which sessions start in memory, and a supervisor sees each of them at once. */
function starting() {
  const backend = memoryBackend((_terminal, { id }) => {
    writeStatus(home.paths, statusOf(id));
    return {};
  });
  const home = scratchShell({ backend, input: 'from a pipe\n' });
  const bin = join(home.env['HOME'] ?? '', 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\n', { mode: 0o755 });
  home.env['PATH'] = bin;
  const specs = () =>
    sessionCache(home.paths)
      .read()
      .sessions.map(({ spec }) => spec);
  return { ...home, backend, specs };
}

it('starts a session, and says how to reach it', async () => {
  const { run, backend, specs } = starting();
  const { code, out, err } = await run(runTask, 'fix', 'the', 'login', '--name', 'login');
  const [spec] = specs();
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')[0]).toBe(`backgrounded · ${spec?.id} · login`);
  expect(out).toContain(`agents attach ${spec?.id} `);
  expect(spec).toMatchObject({ kind: 'background', agent: 'claude', firstLine: 'fix the login' });
  expect((await backend.list()).panes).toMatchObject([{ id: spec?.id, dead: false }]);
});

it('takes a command, a pipe and a file for what it is to do', async () => {
  const { run, specs, cwd } = starting();
  writeFileSync(join(cwd, 'task.md'), 'from a file');
  await run(runTask, '--exec', 'npm test | tail');
  await run(runTask, '-');
  await run(runTask, '--prompt-file', 'task.md', '--', '--model', 'opus');
  expect(specs().map(({ kind, firstLine, flags }) => [kind, firstLine, flags])).toEqual(
    expect.arrayContaining([
      ['exec', 'npm test | tail', []],
      ['background', 'from a pipe', []],
      ['background', 'from a file', ['--model', 'opus']],
    ]),
  );
});

it('tells the same as JSON', async () => {
  const { run, specs, cwd } = starting();
  const { out } = await run(runTask, 'fix it', '--json');
  expect(JSON.parse(out)).toMatchObject({ id: specs()[0]?.id, agent: 'claude', kind: 'background', cwd });
});

it('queues what may not start yet, and says why', async () => {
  const { run, running, paths, backend } = starting();
  await running('a1b2c3d4');
  mkdirSync(dirname(paths.settings), { recursive: true });
  writeFileSync(paths.settings, '{"maxSessions": 1}');
  const { out } = await run(runTask, 'fix it');
  expect(out).toMatch(/^queued · \w{8} · .* · 1 session runs, the most allowed; it starts by itself/);
  expect((await backend.list()).panes).toHaveLength(1);
});

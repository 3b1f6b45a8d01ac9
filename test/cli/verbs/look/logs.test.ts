import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { logs } from '../../../../src/cli/verbs/look/logs.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('prints the summary of a session that never had a terminal', async () => {
  const { run, session } = scratchShell();
  session(
    'a1b2c3d4',
    { name: 'lint', kind: 'exec', agent: 'shell' },
    { process: 'exited', summary: 'exit code 1' },
  );
  expect(await run(logs, 'lint')).toEqual({ code: 0, out: 'exit code 1\n', err: '' });
  expect(JSON.parse((await run(logs, 'lint', '--json')).out)).toEqual({
    id: 'a1b2c3d4',
    name: 'lint',
    lines: ['exit code 1'],
  });
});

it.each(['0', '-1', 'x', '1.5'])('takes no %s for a number of lines', async count => {
  const { run } = scratchShell();
  await expect(run(logs, 'lint', `--lines=${count}`)).rejects.toThrow(
    '-n takes a whole number above 0. agents logs',
  );
});

it('prints the last lines of a terminal, as text or as JSON', async () => {
  const backend = memoryBackend();
  const { run, running } = scratchShell({ backend });
  await running('a1b2c3d4', { name: 'tests', kind: 'exec', agent: 'shell' }, { state: 'working' });
  backend.terminal('a1b2c3d4')?.print(...Array.from({ length: 90 }, (_, at) => `test ${at + 1}`));
  expect((await run(logs, 'tests', '-n', '2')).out).toBe('test 89\ntest 90\n');
  const { lines } = JSON.parse((await run(logs, 'tests', '-n', '80', '--json')).out);
  expect([lines.length, lines[0]]).toEqual([80, 'test 11']);
});

it('says so where what has scrolled out cannot be read, and fewer lines came than were asked for', async () => {
  const memory = memoryBackend();
  const { scrollback: _none, ...can } = memory.can;
  const { run, running } = scratchShell({ backend: { ...memory, can } });
  await running('a1b2c3d4', { name: 'tests', kind: 'exec', agent: 'shell' }, { state: 'working' });
  memory.terminal('a1b2c3d4')?.print('one', 'two');
  expect((await run(logs, 'tests', '-n', '2')).err).toBe('');
  expect(await run(logs, 'tests')).toEqual({
    code: 0,
    out: 'one\ntwo\n',
    err: 'agents: Sessions that live in memory cannot be read beyond what stands on their screen.\n',
  });
});

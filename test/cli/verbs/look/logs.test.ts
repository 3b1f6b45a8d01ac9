import { expect, it } from 'vitest';
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

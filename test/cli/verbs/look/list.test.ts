import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { list } from '../../../../src/cli/verbs/look/list.ts';
import { quickList } from '../../../../src/cli/verbs/look/quick-list.ts';
import { scratchShell, shellTime } from '../../scratch-shell.ts';

it('prints a row for each session, the latest first, in the width of the terminal', async () => {
  const { run, session } = scratchShell({ isTTY: true, columns: 60 });
  session(
    'a1b2c3d4',
    { name: 'older', createdAt: 1 },
    { since: shellTime - 65_000, summary: 'wrote the tests' },
  );
  session(
    'b1b2c3d4',
    { name: 'newer', createdAt: 2 },
    { state: 'working', since: shellTime - 5000, summary: 'x'.repeat(90) },
  );
  const { code, out, err } = await run(list);
  const [first = '', second = ''] = out.split('\n');
  expect([code, err]).toEqual([0, '']);
  expect(first).toMatch(/^b1b2c3d4 {2}working {6}newer {2}x+… +5s$/);
  expect(second).toMatch(/^a1b2c3d4 {2}idle {9}older {2}wrote the tests +1m$/);
  expect(first).toHaveLength(60);
});

it('prints JSON, of those that live or were started somewhere where it is asked to', async () => {
  const { run, session, cwd } = scratchShell();
  session('a1b2c3d4', { cwd });
  session('b1b2c3d4', { cwd: '/usr' }, { process: 'exited' });
  const ids = async (...words: string[]) =>
    JSON.parse((await run(list, '--json', ...words)).out).map(({ id }: { id: string }) => id);
  expect((await ids()).sort()).toEqual(['a1b2c3d4', 'b1b2c3d4']);
  expect(await ids('--live')).toEqual(['a1b2c3d4']);
  expect(await ids('--cwd', '/usr')).toEqual(['b1b2c3d4']);
  expect(await ids('--cwd', '.')).toEqual(['a1b2c3d4']);
});

it('says how to start the first one, and that a directory has none', async () => {
  const { run } = scratchShell();
  expect((await run(list)).out).toBe('No sessions. Start one: agents run "<task>"\n');
  expect((await run(list, '--cwd', '.')).out).toBe('No sessions there.\n');
  await expect(run(list, '--cwd', 'nowhere')).rejects.toThrow('--cwd nowhere: there is no such directory.');
});

it('says what is wrong with a record, and what to do', async () => {
  const { run, session, paths } = scratchShell();
  session('a1b2c3d4');
  writeFileSync(join(paths.jobs, 'a1b2c3d4', 'spec.json'), '{');
  const { out, err } = await run(list);
  expect(out).toMatch(/^a1b2c3d4 {2}failed .*its record cannot be read/);
  expect(err).toContain('`agents rm a1b2c3d4` ends it and moves its record to the trash.');
});

it('is told from the records alone where nothing else is to be said', async () => {
  const { run, session, paths } = scratchShell();
  session('a1b2c3d4');
  expect((await run(quickList, '--json')).out).toBe((await run(list, '--json')).out);
  writeFileSync(join(paths.jobs, 'a1b2c3d4', 'spec.json'), '{');
  expect(await run(quickList)).toEqual({ code: undefined, out: '', err: '' });
});

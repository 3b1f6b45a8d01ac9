import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { doctor } from '../../../../src/cli/verbs/setup/doctor.ts';
import { fix } from '../../../../src/cli/verbs/setup/doctor-fix.ts';
import { findingCodes } from '../../../../src/core/doctor/finding-codes.ts';
import { openWorld } from '../../../../src/operations/context/world.ts';
import { readSources } from '../../../helpers/sources.ts';
import { scratchShell } from '../../scratch-shell.ts';

/** Where no program is installed, and the locale is UTF-8. */
const bare = (columns?: number) =>
  scratchShell({
    backend: memoryBackend(),
    env: { PATH: '/nowhere', LANG: 'C.UTF-8' },
    ...(columns && { columns }),
  });

it('says of each thing how it is and what to do, with exit code 1 for a problem', async () => {
  const { code, out } = await bare().run(doctor);
  expect(code).toBe(1);
  expect(out).toMatch(/^note {5}tmux +is not installed: sessions live in the view, and end with it\n +→ /);
  expect(out).toMatch(/^ok +locale +C\.UTF-8$/m);
  expect(out).toMatch(/^note +terminal +cannot be asked: this is not one$/m);
  expect(out).toMatch(/\n\n1 problem, \d+ notes\.\n$/);
});

it('tells the same as JSON, without the terminal', async () => {
  const findings: { what: string }[] = JSON.parse((await bare().run(doctor, '--json')).out);
  const names = findings.map(({ what }) => what);
  expect(names).toEqual(
    expect.arrayContaining(['tmux', 'git', 'state', 'sessions', 'supervisor', 'settings']),
  );
  expect(names).not.toContain('terminal');
});

it('examines all the rest where the state directory cannot be used', async () => {
  const home = bare();
  const file = join(home.cwd, 'a-file');
  writeFileSync(file, '');
  home.env['AGENTS_HOME'] = file;
  const { code, out } = await home.run(doctor);
  expect(code).toBe(1);
  expect(out).toContain(`${file} is a file, and agents needs a directory there.`);
  expect(out).toMatch(/^ok +hooks +an event of an agent arrives/m);
  expect(out).not.toMatch(/^\w+ +sessions/m);
});

/** Two sessions in a backend, of which one has no record. */
async function withOrphan(given: { isTTY?: boolean; input?: string } = {}) {
  const backend = memoryBackend();
  const home = scratchShell({ backend, env: { PATH: '/nowhere', LANG: 'C.UTF-8' }, ...given });
  home.session('feed0001', { name: 'known' });
  for (const id of ['feed0001', 'dead0002']) {
    const argv = ['/bin/sh', join(home.paths.jobs, id, 'launch.sh')];
    await backend.start({ id, slug: `s-${id}`, argv });
  }
  const left = async () => (await backend.list()).panes.map(({ id }) => id);
  return { ...home, backend, left };
}

it('--fix --yes ends what no record knows, and names it before', async () => {
  const { run, left } = await withOrphan();
  const { out } = await run(doctor, '--fix', '--yes');
  expect(out).toMatch(/^note +orphans +a session is in tmux that no record knows: dead0002/m);
  expect(out).toMatch(
    /No record knows this session in tmux:\n {2}dead0002 \(s-dead0002, runs s-dead0002\)\nended · dead0002\n$/,
  );
  expect(await left()).toEqual(['feed0001']);
  expect((await run(doctor, '--fix', '--yes')).out).toContain('There is nothing to end');
});

it('--fix ends nothing where nobody can be asked', async () => {
  const { run, left } = await withOrphan();
  for (const words of [['--fix'], ['--fix', '--json']])
    await expect(run(doctor, ...words)).rejects.toMatchObject({
      code: 'needs-terminal',
      message: expect.stringContaining('add --yes'),
    });
  await expect(run(doctor, '--yes')).rejects.toMatchObject({ code: 'usage' });
  expect(await left()).toHaveLength(2);
});

it.each([
  ['yes', 'ended · dead0002', ['feed0001']],
  ['y', 'nothing was ended', ['feed0001', 'dead0002']],
  ['', 'nothing was ended', ['feed0001', 'dead0002']],
])('at a terminal it asks, and "%s" is the answer', async (answer, says, ids) => {
  const { run, left, backend } = await withOrphan({ isTTY: true, input: `${answer}\n` });
  const said = await run((_words, shell) =>
    fix({ world: openWorld(shell.env, { backend }), shell, yes: false }),
  );
  expect(said.out + said.err).toContain(says);
  expect(await left()).toEqual(ids);
});

it('--fix --json --yes tells what was ended among the findings', async () => {
  const { run, left } = await withOrphan();
  const findings: { what: string }[] = JSON.parse((await run(doctor, '--fix', '--yes', '--json')).out);
  expect(findings.filter(({ what }) => what === 'orphans')).toMatchObject([
    { level: 'ok', says: 'ended · dead0002' },
    { level: 'ok', says: 'every session in tmux has its record' },
  ]);
  expect(await left()).toEqual(['feed0001']);
});

it('every note and problem has a code, and every code is given somewhere', async () => {
  const findings: { level: string; code?: string }[] = JSON.parse((await bare().run(doctor, '--json')).out);
  expect(findings.filter(({ level, code }) => level !== 'ok' && !(code && code in findingCodes))).toEqual([]);
  const text = readSources('src')
    .filter(({ file }) => file !== 'src/core/doctor/finding-codes.ts')
    .map(source => source.text)
    .join('\n');
  expect(Object.keys(findingCodes).filter(code => !text.includes(`'${code}'`))).toEqual([]);
});

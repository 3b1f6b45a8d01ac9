import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { doctor } from '../../../../src/cli/verbs/setup/doctor.ts';
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

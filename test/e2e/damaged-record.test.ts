import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { agents, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

const damages: Readonly<Record<string, (path: string) => void>> = {
  'a file': path => writeFileSync(path, ''),
  'a link to itself': path => symlinkSync(path, path),
  'a link elsewhere': path => symlinkSync('/etc', path),
  'a pipe': path => execFileSync('mkfifo', [path]),
  'a directory': path => mkdirSync(path),
  'no JSON': path => writeFileSync(path, '{"version":'),
  '2 GB long': path => {
    writeFileSync(path, '');
    truncateSync(path, 2 * 1024 ** 3);
  },
};

test.each(['a file', 'a link to itself', 'a link elsewhere', 'a pipe'])(
  'an inbox or outbox that is %s is said on its own row, and the end of another job is seen',
  async kind => {
    const home = scratchHome();
    const id = await job(home, 'alpha', 'sleep 60');
    await stateOf(home, 'alpha', 'working');
    for (const name of ['inbox', 'outbox']) {
      damage(home, join(id, name), kind);
      await job(home, `beside-${name}`, 'sleep 1; exit 7');
      await stateOf(home, `beside-${name}`, 'failed');
      const word = `its ${name} cannot be read: it is `;
      await waitUntil(
        async () => (await row(home, 'alpha'))?.summary.includes(word),
        () => `The row of alpha never said "${word}".`,
      );
      rmSync(join(home.agentsHome, 'jobs', id, name));
      if (name === 'inbox') mkdirSync(join(home.agentsHome, 'jobs', id, name));
    }
    await waitUntil(
      async () => !(await row(home, 'alpha'))?.summary.includes('cannot be read'),
      () => 'The row of alpha still speaks of what is mended.',
    );
  },
);

test.each(Object.keys(damages))(
  'every other file of a record that is %s costs no other session',
  async kind => {
    const home = scratchHome();
    const id = await job(home, 'alpha', 'sleep 60');
    await stateOf(home, 'alpha', 'working');
    for (const name of [
      'state.json',
      'journal.json',
      'conversation.json',
      'pulls.json',
      'marks.json',
      'prompt.md',
    ])
      damage(home, join(id, name), kind);
    await job(home, 'beside', 'sleep 1; exit 7');
    await stateOf(home, 'beside', 'failed');
    await stateOf(home, 'alpha', 'working');
    expect(await agents(home, ['stop', 'alpha'])).toMatchObject({ code: 0 });
    await stateOf(home, 'alpha', 'stopped');
  },
);

test('a job directory that is a link elsewhere is named, and nothing is written or removed there', async () => {
  const home = scratchHome();
  const id = await job(home, 'alpha', 'sleep 60');
  await stateOf(home, 'alpha', 'working');
  const [directory, elsewhere] = [join(home.agentsHome, 'jobs', id), join(home.root, 'elsewhere')];
  renameSync(directory, elsewhere);
  writeFileSync(join(elsewhere, 'inbox', '1.Stop.json'), '{}');
  symlinkSync(elsewhere, directory);
  await job(home, 'beside', 'sleep 1; exit 7');
  await stateOf(home, 'beside', 'failed');
  const { stderr } = await agents(home, ['list']);
  expect(stderr).toContain(`${directory} is not used: it is a symbolic link.`);
  expect(await agents(home, ['respawn', id])).toMatchObject({ code: 1 });
  expect(readdirSync(join(elsewhere, 'inbox'))).toContain('1.Stop.json');
  expect(existsSync(join(elsewhere, 'marks.json'))).toBe(false);
  rmSync(directory);
  renameSync(elsewhere, directory);
  await stateOf(home, 'alpha', 'working');
});

test.each(['a link elsewhere', 'a pipe', 'a directory', '2 GB long', 'no JSON'])(
  'a session whose spec is %s can be ended and removed by its id',
  async kind => {
    const home = scratchHome();
    const [id, pidFile] = await jobWithPid(home);
    damage(home, join(id, 'spec.json'), kind);
    await endsAndRemoves(home, id, pidFile);
  },
);

test.each(['a file', 'a link to itself', 'a link elsewhere'])(
  'a session whose directory is %s can be ended and removed by its id',
  async kind => {
    const home = scratchHome();
    const [id, pidFile] = await jobWithPid(home);
    damage(home, id, kind);
    await endsAndRemoves(home, id, pidFile);
    expect(existsSync('/etc/passwd')).toBe(true);
  },
);

async function jobWithPid(home: ScratchHome): Promise<readonly [string, string]> {
  const pidFile = join(home.root, 'pid');
  const id = await job(home, 'alpha', `echo $$ > ${pidFile}; exec sleep 600`);
  await waitUntil(
    () => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'),
    () => 'The job never began.',
  );
  return [id, pidFile];
}

async function endsAndRemoves(home: ScratchHome, id: string, pidFile: string): Promise<void> {
  const process = `/proc/${readFileSync(pidFile, 'utf8').trim()}`;
  expect((await agents(home, ['list'])).stderr).toContain(`\`agents stop ${id}\` ends what runs of it`);
  const { stdout } = await agents(home, ['list', '--json']);
  const entry = {
    id,
    state: 'failed',
    recordProblem: expect.stringContaining(join(home.agentsHome, 'jobs', id)),
  };
  expect(JSON.parse(stdout)).toEqual([expect.objectContaining(entry)]);
  expect(await agents(home, ['pin', id])).toMatchObject({ code: 1 });
  expect(existsSync(process)).toBe(true);
  expect(await agents(home, ['stop', id])).toMatchObject({ code: 0, stdout: `stopped · ${id}\n` });
  expect(existsSync(process)).toBe(false);
  expect(await agents(home, ['rm', id])).toMatchObject({ code: 0, stdout: `removed · ${id}\n` });
  expect(readdirSync(join(home.agentsHome, 'jobs'))).not.toContain(id);
  expect(readdirSync(join(home.agentsHome, 'trash'))).toEqual([expect.stringMatching(`^${id}-`)]);
  expect((await agents(home, ['list'])).stderr).not.toContain(id);
}

test('of many records that cannot be read, each is a row and a few are told of besides', async () => {
  const home = scratchHome();
  await job(home, 'alpha', 'sleep 60');
  const ids = Array.from({ length: 300 }, (_, index) => `${index}`.padStart(8, '0'));
  for (const id of ids) mkdirSync(join(home.agentsHome, 'jobs', id));
  const { stdout, stderr } = await agents(home, ['list', '--json']);
  expect(JSON.parse(stdout)).toHaveLength(301);
  expect(stderr.trimEnd().split('\n')).toHaveLength(6);
  expect(stderr).toContain('295 more records cannot be read; agents list shows each as a row.');
});

test.each([
  [80, 24, 'no JSON'],
  [160, 50, 'a file'],
])(
  'a record that cannot be read is a row at %ix%i that the keys end and take away: %s',
  async (columns, rows, kind) => {
    const home = scratchHome();
    const [id, pidFile] = await jobWithPid(home);
    await job(home, 'beside', 'sleep 600');
    const fleet = openFleet(home);
    const view = await fleet.view({ columns, rows });
    await view.waitFor(/Working \d/);
    damage(home, kind === 'a file' ? id : join(id, 'spec.json'), kind);
    await view.waitFor(new RegExp(`Completed 1\\n. \\S ${id} +failed: its record cannot be read`));
    await view.press('Down');
    await view.waitFor(selected(id));
    await view.press('Space');
    await view.waitFor(`agents rm ${id}`);
    await view.press('Space', 'C-t');
    await view.waitFor('Its record cannot be read: Space shows why');
    await view.press('C-x');
    await view.waitFor('Ctrl+X again ends what runs of');
    await view.press('C-x');
    await view.waitFor('Ctrl+X again moves its record to the trash');
    const process = `/proc/${readFileSync(pidFile, 'utf8').trim()}`;
    await waitUntil(
      () => !existsSync(process),
      () => 'The job still runs.',
    );
    await view.press('C-x');
    await view.waitFor(`Took ${id} away.`);
    await waitUntil(
      () => !existsSync(join(home.agentsHome, 'jobs', id)),
      () => 'Its record is still there.',
    );
  },
);

interface Row {
  readonly name: string;
  readonly state: string;
  readonly summary: string;
}

async function row(home: ScratchHome, name: string): Promise<Row | undefined> {
  const { stdout } = await agents(home, ['list', '--json']);
  return (JSON.parse(stdout) as Row[]).find(each => each.name === name);
}

const job = (home: ScratchHome, name: string, command: string) =>
  startSession(home, ['--exec', command, '--name', name, '--now']);

const stateOf = (home: ScratchHome, name: string, state: string) =>
  waitUntil(
    async () => (await row(home, name))?.state === state,
    () => `${name} was never ${state}.`,
    { limitMs: 8000 },
  );

/** Again when the supervisor has written the file between the two. */
function damage(home: ScratchHome, name: string, kind: string, tries = 20): void {
  const path = join(home.agentsHome, 'jobs', name);
  // The supervisor may write there at the same moment.
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  try {
    damages[kind]?.(path);
  } catch (error) {
    if (tries <= 1) throw error;
    damage(home, name, kind, tries - 1);
  }
}

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureHome, statePaths } from '../../../src/system/files/paths.ts';
import { nodeProgram, scratchDirectory, sentenceOf } from '../scratch.ts';

test('the home is AGENTS_HOME, else below XDG_STATE_HOME, else below ~/.local/state', () => {
  expect(statePaths({ AGENTS_HOME: '/a/b/', XDG_STATE_HOME: '/s', HOME: '/h' }).home).toBe('/a/b');
  expect(statePaths({ XDG_STATE_HOME: '/s', HOME: '/h' }).home).toBe('/s/agents');
  expect(statePaths({ HOME: '/h' }).home).toBe('/h/.local/state/agents');
});

test('settings lie with the configuration, everything else in the home', () => {
  const paths = statePaths({ HOME: '/h' });
  expect(paths.settings).toBe('/h/.config/agents/settings.json');
  expect(statePaths({ HOME: '/h', XDG_CONFIG_HOME: '/c' }).settings).toBe('/c/agents/settings.json');
  expect(paths).toMatchObject({
    lock: '/h/.local/state/agents/daemon/lock',
    log: '/h/.local/state/agents/daemon.log',
  });
});

test('a relative or empty home is refused with a sentence, an empty XDG variable counts as unset', () => {
  expect(sentenceOf(() => statePaths({ AGENTS_HOME: 'state' }))).toContain('AGENTS_HOME is "state"');
  expect(sentenceOf(() => statePaths({ AGENTS_HOME: '' }))).toContain('AGENTS_HOME is empty');
  expect(sentenceOf(() => statePaths({ XDG_STATE_HOME: './x', HOME: '/h' }))).toContain('XDG_STATE_HOME');
  expect(statePaths({ XDG_STATE_HOME: '', HOME: '/h' }).home).toBe('/h/.local/state/agents');
});

test('the directories are made for the person alone, also when one was there with other permissions', () => {
  const paths = statePaths({ AGENTS_HOME: join(scratchDirectory(), 'deep', 'home') });
  mkdirSync(paths.home, { recursive: true, mode: 0o755 });
  ensureHome(paths);
  ensureHome(paths);
  for (const directory of [paths.home, paths.jobs, paths.trash, paths.daemon]) {
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  }
});

test('a file in place of the home is named', () => {
  const home = join(scratchDirectory(), 'home');
  writeFileSync(home, '');
  expect(sentenceOf(() => ensureHome(statePaths({ AGENTS_HOME: home })))).toContain(`${home} is a file`);
  expect(sentenceOf(() => ensureHome(statePaths({ AGENTS_HOME: join(home, 'x') })))).toContain(
    'not a directory',
  );
});

const asRoot = test.runIf(process.getuid?.() === 0);

/** What a user without rights reads who has these homes, a line for each. */
function sentencesForNobody(...homes: readonly string[]): readonly string[] {
  const program = nodeProgram(`import { ensureHome, statePaths } from './src/system/files/paths.ts';
    for (const AGENTS_HOME of process.argv.slice(2))
      try { ensureHome(statePaths({ AGENTS_HOME })); } catch (error) { console.log(error.message); }`);
  chmodSync(dirname(program), 0o755);
  const options = { uid: 65534, gid: 65534, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [program, ...homes], options).stdout.split('\n');
}

asRoot('a directory of another user, and one that cannot be written to, are named with what to do', () => {
  const parent = scratchDirectory();
  chmodSync(parent, 0o755);
  mkdirSync(join(parent, 'home'), { mode: 0o755 });
  expect(sentencesForNobody(join(parent, 'home'), join(parent, 'new'))).toMatchObject([
    expect.stringContaining('belongs to another user (uid 0). Set AGENTS_HOME'),
    expect.stringContaining('permission denied. Make it writable'),
    '',
  ]);
});

test.runIf(process.platform === 'linux')('a home where nothing can be made is refused at once', () => {
  const sentence = sentenceOf(() => ensureHome(statePaths({ AGENTS_HOME: '/proc/no/such/home' })));
  expect(sentence).toContain('agents cannot make /proc/no/such/home: ');
});

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  copyIgnored,
  excludeFromStatus,
  excludePattern,
  linkIgnored,
} from '../../../../src/system/git/worktree/worktree-files.ts';
import { emptyRepository } from '../../../helpers/git.ts';
import { scratchDirectory } from '../../scratch.ts';

/** A repository far below a home with a secret, its worktree, and what lies outside of both. */
function open(tracked: (write: (path: string, text: string) => void, from: string) => void = () => {}) {
  const home = scratchDirectory();
  const [from, to] = [join(home, 'a/b/c/shop'), join(home, 'a/b/c/shop/.agents/worktrees/w')];
  const write = (path: string, text = path) => {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), text);
  };
  const git = emptyRepository(from);
  mkdirSync(join(home, 'secret'));
  writeFileSync(join(home, 'secret/key'), 'secret');
  write('.gitignore', '.env\n*.key\nnode_modules/\nprivate/\n.agents/\n');
  tracked(write, from);
  git('add', '-A');
  git('commit', '-qm', 'Begin');
  git('worktree', 'add', '-q', to, '-b', 'agents/w');
  const outside = () => [
    readdirSync(home),
    readdirSync(join(home, 'a/b/c')),
    readdirSync(join(home, 'secret')),
  ];
  const before = outside();
  const nothingOutside = () => expect(outside()).toEqual(before);
  return { home, from, to, write, git, sides: { from, to }, nothingOutside };
}

const attempts = [
  ...['evil/bin', 'evil/secret/key', 'evil/new/deep/x', '../x', '/etc/passwd', 'a/../../x', './.env', 'x//y'],
  ...['.git/hooks', '.GIT/config', 'sub/.git/config', 'git~1/config', '.agents/worktrees', 'README.md'],
  ...[':(top)evil/bin', ':(glob)**', 'evil', 'link.key', 'private-link/x', 'nul\0l'],
  ...['README.md/x', 'README.md/../x', 'n'.repeat(300), 'x/'.repeat(2500)],
];

it.each(attempts)(
  'makes nothing outside of a worktree, and takes nothing from outside, for %j',
  async path => {
    const { home, from, to, write, sides, nothingOutside } = open((add, top) => {
      add('README.md', 'tracked');
      symlinkSync('../../../..', join(top, 'evil'));
    });
    symlinkSync(join(home, 'secret/key'), join(from, 'link.key'));
    symlinkSync(join(home, 'secret'), join(from, 'private-link'));
    write('.env', 'mine');
    const inWorktree = readdirSync(to);
    await copyIgnored(sides, [path]);
    await linkIgnored(sides, [path]);
    nothingOutside();
    expect(readdirSync(to)).toEqual(inWorktree);
  },
);

it('writes through no link that stands in the new worktree only', async () => {
  const { home, from, to, write, sides, nothingOutside } = open((_, top) =>
    symlinkSync('../../../../../../../secret', join(top, 'private')),
  );
  rmSync(join(from, 'private'));
  write('private/x.key');
  mkdirSync(join(from, 'private/modules'));
  expect(existsSync(join(to, 'private/key'))).toBe(true);
  expect((await copyIgnored(sides, ['private/x.key', '*.key'])).paths).toEqual([]);
  expect((await linkIgnored(sides, ['private/modules'])).refused).toEqual(['private/modules']);
  expect(readdirSync(join(home, 'secret'))).toEqual(['key']);
  nothingOutside();
});

it('copies and links what git ignores, also below directories that are not there yet', async () => {
  const { from, to, write, sides } = open();
  for (const path of ['.env', 'pkg/.env', 'private/deep/x', 'node_modules/m/x']) write(path);
  symlinkSync('x', join(from, 'private/deep/link'));
  execFileSync('mkfifo', [join(from, 'private/pipe')]);
  expect((await copyIgnored(sides, ['.env', 'private/', 'evil/x'])).refused).toEqual(['private/pipe']);
  expect(await linkIgnored(sides, ['node_modules/', 'missing'])).toEqual({
    paths: ['node_modules'],
    refused: [],
  });
  expect(readFileSync(join(to, 'pkg/.env'), 'utf8')).toBe('pkg/.env');
  expect(readlinkSync(join(to, 'private/deep/link'))).toBe('x');
  expect(existsSync(join(to, 'private/pipe'))).toBe(false);
  expect(lstatSync(join(to, 'node_modules')).isSymbolicLink()).toBe(true);
});

const leadOut: Readonly<Record<string, string>> = {
  absolute: '/tmp',
  above: '../../../../../../../secret',
  'above by a detour': './deep/../../../../..',
  'through a link of the repository': '../evil/secret',
  'through a link beside it': 'absolute/x',
  'through a link to itself and up': 'here/../..',
  'up from what is not there yet': 'missing/../../x',
  'to itself': 'to itself',
  'up from a file': 'deep/file/../../../..',
  'below what git keeps': '../.git/config',
  'to the repository itself': '/',
  'to what git keeps': '../.git',
  'to where worktrees lie': '../.AGENTS/worktrees',
  'to nothing, outside': '../../../../../../new',
};

it.each(Object.keys(leadOut))('copies a directory without its link that leads out: %s', async name => {
  const { from, to, write, sides, nothingOutside } = open((_, top) =>
    symlinkSync('../../../../../../..', join(top, 'evil')),
  );
  write('private/deep/file');
  symlinkSync('.', join(from, 'private/here'));
  for (const [link, target] of Object.entries(leadOut)) symlinkSync(target, join(from, 'private', link));
  const { refused } = await copyIgnored(sides, ['private']);
  expect(refused).toContain(`private/${name}`);
  expect(readdirSync(join(to, 'private')).sort()).toEqual(['deep', 'here']);
  nothingOutside();
});

it('copies the links of a directory that stay in the worktree, as they are', async () => {
  const { from, to, write, sides } = open(add => add('lib/x', 'tracked'));
  write('private/deep/er/file');
  const links = {
    'private/a': 'deep/er',
    'private/deep/b': '../../lib/x',
    'private/deep/er/c': '../../a/file',
    'private/d': 'not there yet',
    'private/e': './deep//er/',
  };
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(from, path));
  expect((await copyIgnored(sides, ['private'])).refused).toEqual([]);
  for (const [path, target] of Object.entries(links)) expect(readlinkSync(join(to, path))).toBe(target);
  expect(readFileSync(join(to, 'private/deep/er/c'), 'utf8')).toBe('private/deep/er/file');
});

it('names what is neither file nor directory, and waits for none of it', async () => {
  const { from, to, write, sides } = open();
  write('private/file');
  execFileSync('mkfifo', [join(from, 'private/pipe'), join(from, '.env')]);
  const server = createServer().listen(join(from, 'private/socket'));
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { refused } = await copyIgnored(sides, ['private', '.env']);
  expect([...refused].sort()).toEqual(['.env', 'private/pipe', 'private/socket']);
  expect(readdirSync(join(to, 'private'))).toEqual(['file']);
});

it('links a directory within one that is ignored, and none that has tracked files or is not ignored', async () => {
  const { write, sides } = open(add => add('lib/x', 'tracked'));
  for (const path of ['private/cache/x', 'plain/x', 'lib/more']) write(path);
  expect(await linkIgnored(sides, ['private/cache', 'plain', 'lib'])).toEqual({
    paths: ['private/cache'],
    refused: ['plain', 'lib'],
  });
});

it('hides the path that is named from git status, and no other', () => {
  const top = scratchDirectory();
  const git = emptyRepository(top);
  const hidden = ['ign*', 'ign[ab]', 'what?', 'back\\slash', 'blank  ', '#sharp', '!bang', 'plain'];
  const others = ['ignition.c', 'igna', 'whats', 'blank'];
  for (const name of [...hidden, ...others]) writeFileSync(join(top, name), '');
  excludeFromStatus(join(top, '.git'), hidden.map(excludePattern));
  const shown = git('ls-files', '-o', '--exclude-standard', '-z').split('\0').filter(Boolean);
  expect(shown.sort()).toEqual(others.sort());
});

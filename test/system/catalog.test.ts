import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readCatalog } from '../../src/system/catalog/read-catalog.ts';
import { scratchDirectory } from './scratch.ts';

/** A home with these files; the project is `work/game`, a repository. */
function homeWith(files: Readonly<Record<string, string>>) {
  const home = scratchDirectory();
  const project = join(home, 'work/game');
  for (const path of ['work/game/.git/', ...Object.keys(files)]) {
    mkdirSync(path.endsWith('/') ? join(home, path) : dirname(join(home, path)), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(join(home, path), files[path] ?? '');
  }
  const read = (root = project) => readCatalog(root, { HOME: home, PATH: join(home, 'bin') });
  return { home, project, read };
}

const described = (name: string, description: string) =>
  `---\nname: ${name}\ndescription: ${description}\n---\n`;

it('finds subagents of the project, up to its root, and of the user, the nearest first', async () => {
  const { project, read } = homeWith({
    'work/game/src/.claude/agents/deep.md': described('deep', 'nearest'),
    'work/game/.claude/agents/team/reviewer.md': described('reviewer', 'of the project'),
    'work/.claude/agents/outside.md': described('outside', 'above the repository'),
    '.claude/agents/reviewer.md': described('reviewer', 'of the user'),
    '.claude/agents/notes.md': 'no subagent at all',
    '.claude/agents/bad.md': described('two words', 'cannot be typed'),
  });
  const { subagents } = await read(join(project, 'src'));
  expect(subagents).toEqual([
    {
      agent: 'claude',
      name: 'deep',
      description: 'nearest',
      source: 'project',
      within: join(project, 'src'),
    },
    { agent: 'claude', name: 'reviewer', description: 'of the project', source: 'project', within: project },
  ]);
});

it('finds commands and skills under the names that each agent gives them', async () => {
  const { read } = homeWith({
    'work/game/.claude/commands/git/commit.md': '# Commit what is staged\nNow.',
    '.claude/skills/deploy/SKILL.md': described('deploy', 'Ship it'),
    '.claude/skills/hidden/SKILL.md': '---\nuser-invocable: false\n---',
    'work/game/.gemini/commands/git/pr.toml': 'description = "Open a PR"\nprompt = "x"',
    '.config/opencode/command/sub/test.md': '---\ndescription: Run tests\n---',
  });
  const { commands } = await read();
  const found = commands.filter(({ source }) => source !== 'built in');
  expect(found.map(({ agent, name, description }) => `${agent} /${name}: ${description}`)).toEqual([
    'claude /git:commit: Commit what is staged',
    'claude /deploy: Ship it',
    'gemini /git:pr: Open a PR',
    'opencode /sub/test: Run tests',
  ]);
});

it('finds what plugins bring, when they are switched on', async () => {
  const plugin = (home: string, name: string) => [{ installPath: join(home, 'plugins', name) }];
  const { home, read } = homeWith({
    'plugins/on/agents/seer.md': described('seer', 'Sees'),
    'plugins/on/commands/go.md': 'Go',
    'plugins/off/commands/stay.md': 'Stay',
    '.claude/settings.json': '{"enabledPlugins": {"on@market": true, "off@market": false}}',
    '.claude/plugins/': '',
  });
  const plugins = { 'on@market': plugin(home, 'on'), 'off@market': plugin(home, 'off') };
  writeFileSync(
    join(home, '.claude/plugins/installed_plugins.json'),
    JSON.stringify({ version: 2, plugins }),
  );
  const { subagents, commands } = await read();
  expect(subagents.map(({ name, source }) => [name, source])).toEqual([['on:seer', 'plugin']]);
  expect(commands.map(({ name }) => name)).toContain('on:go');
  expect(commands.map(({ name }) => name)).not.toContain('off:stay');
});

it('finds repositories three levels down, not hidden ones, dependencies or those inside of others', async () => {
  const { home, read } = homeWith({
    'r/shop/.git/': '',
    'r/shop/vendor/lib/.git/': '',
    'r/a/shop/.git': 'gitdir: elsewhere',
    'r/a/b/c/.git/': '',
    'r/a/b/c2/d/.git/': '',
    'r/node_modules/x/.git/': '',
    'r/.cache/y/.git/': '',
  });
  const { repositories } = await read(join(home, 'r'));
  expect(repositories).toEqual([
    { name: 'shop', path: join(home, 'r/shop') },
    { name: 'a/shop', path: join(home, 'r/a/shop') },
    { name: 'c', path: join(home, 'r/a/b/c') },
  ]);
});

it('reads no pipe, survives what is no text, and lets no escape code through', async () => {
  const { home, read } = homeWith({
    '.claude/agents/evil.md': described('evil', 'red \u001b[31mtext\u001b]0;title\u0007 \u202e'),
    '.claude/agents/bytes.md': '\u0000\u0001\u0002',
    'bin/': '',
  });
  symlinkSync('/dev/zero', join(home, '.claude/agents/zero.md'));
  symlinkSync(home, join(home, '.claude/agents/loop'));
  execFileSync('mkfifo', [join(home, '.claude/agents/pipe.md')]);
  const { subagents, installed } = await read();
  expect(subagents.map(({ name, description }) => [name, description])).toEqual([['evil', 'red text']]);
  expect(installed).toEqual([]);
});

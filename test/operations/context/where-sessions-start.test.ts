import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultSettings } from '../../../src/core/settings/settings.ts';
import { whereSessionsStart } from '../../../src/operations/context/where-sessions-start.ts';
import { scratchDirectory } from '../../system/scratch.ts';

it('under auto the variable counts before the directory’s settings, and those before the person’s', () => {
  const { env, project, write } = machine();
  write('home/.claude/settings.json', '{"teammateMode": "tmux"}');
  expect(start(env, project)).toMatchObject({ backend: 'in-process', lacksTmux: true });
  write('project/.claude/settings.json', '{"teammateMode": "iterm2"}');
  expect(start(env, project)).toEqual({ backend: 'iterm2' });
  expect(start(env)).toMatchObject({ lacksTmux: true });
  write('project/.claude/settings.local.json', '{"teammateMode": "auto"}');
  expect(start({ ...env, TERM_PROGRAM: 'iTerm.app' }, project)).toMatchObject({ lacksIt2: true });
  expect(start({ ...env, CLAUDE_CODE_SPAWN_BACKEND: 'iterm2' }, project)).toEqual({ backend: 'iterm2' });
});

it('where auto is not the setting, Claude Code’s words are not even read', () => {
  const { env, project, write } = machine();
  write('project/.claude/settings.json', '{"teammateMode": "wrong"}');
  const settings = { ...defaultSettings, backend: 'in-process' as const };
  expect(whereSessionsStart({ env, settings }, project)).toEqual({
    startsIn: { backend: 'in-process' },
    problems: [],
  });
});

it('a word that is none is told with its file and line', () => {
  const { env, project, write } = machine();
  const file = write('project/.claude/settings.json', '{\n  "model": "x",\n  "teammateMode": "screen"\n}');
  write('home/.claude/settings.json', 'not json "teammateMode"');
  const { problems } = whereSessionsStart({ env, settings: auto }, project);
  expect(problems).toEqual([
    `${file}, line 3: "teammateMode" is "screen", which is none of tmux, in-process, iterm2, auto. It does not count.`,
  ]);
});

const auto = { ...defaultSettings, backend: 'auto' as const };

function start(env: NodeJS.ProcessEnv, directory?: string) {
  return whereSessionsStart({ env, settings: auto }, directory).startsIn;
}

function machine() {
  const root = scratchDirectory();
  const write = (name: string, text: string) => {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  mkdirSync(join(root, 'project'));
  return {
    write,
    project: join(root, 'project'),
    env: { HOME: join(root, 'home'), PATH: join(root, 'bin') },
  };
}

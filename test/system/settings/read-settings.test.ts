import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effective } from '../../../src/core/settings/layers.ts';
import { defaultSettings } from '../../../src/core/settings/settings.ts';
import { describedAgents } from '../../../src/system/settings/described-agents.ts';
import { projectWorktrees } from '../../../src/system/settings/project-settings.ts';
import { readSettings } from '../../../src/system/settings/read-settings.ts';
import { scratchPaths } from '../scratch.ts';

function reading(text: string) {
  const paths = scratchPaths();
  mkdirSync(dirname(paths.settings), { recursive: true });
  writeFileSync(paths.settings, text);
  return { ...readSettings(paths), file: paths.settings };
}

test('no file and an empty file mean the defaults', () => {
  const quiet = { settings: defaultSettings, problems: [], described: undefined };
  expect(readSettings(scratchPaths())).toMatchObject(quiet);
  expect(reading(' \n')).toMatchObject(quiet);
});

test('settings may be nested or written with a dot', () => {
  const settings = { agent: 'codex', 'tmux.server': 'default' };
  const nested = { agent: 'codex', tmux: { server: 'default' } };
  expect(reading(JSON.stringify(nested))).toMatchObject({ settings, problems: [] });
  expect(reading('{"agent":"codex","tmux.server":"default"}')).toMatchObject({ settings, problems: [] });
});

test('adoption can be switched off, with true or false and nothing else', () => {
  expect(reading('{"adopt": false}').settings.adopt).toBe(false);
  const { settings, problems, file } = reading('{"adopt": "no"}');
  expect(settings.adopt).toBe(true);
  expect(problems).toEqual([`${file}, line 1: "adopt" must be true or false. It does not count.`]);
});

test('a wrong value and an unknown key are named with the file, the rest counts', () => {
  const { settings, problems, file } = reading(
    '{"agent":"codex","tmux":{"server":1,"x":2},"__proto__":3,"colour":4}',
  );
  expect(settings).toEqual({ ...defaultSettings, agent: 'codex' });
  expect(problems).toHaveLength(4);
  expect(problems[0]).toBe(
    `${file}, line 1: "tmux.server" must be "agents" or "default". It does not count.`,
  );
  for (const key of ['tmux.x', '__proto__', 'colour'])
    expect(problems.join('\n')).toContain(`${file}, line 1: there is no setting "${key}"`);
});

test.each([
  ['{\n  "agent": "codex"\n  "adopt": false\n}', 'line 3, column 3', '"," is expected'],
  ['{\n  "agent": codex\n}', 'line 2, column 12', 'a text in double quotes, a number'],
  ['{\n  "agent": "codex"\n', 'line 3, column 1', '"}" is expected'],
  ['{"agent" "codex"}', 'line 1, column 10', '":" is expected'],
  ['{"agent": "co\ndex"}', 'line 1, column 11', 'the text does not end on its line'],
  ['{}\n\nx', 'line 3, column 1', ''],
  ['[1, [2, {"a": tru}]]', 'line 1, column 15', ''],
  ['{"a": 1,,}', 'line 1, column 9', 'a key in double quotes is expected'],
  ['{\n  // mine\n  /* theirs\n  "agent": "codex"\n}', 'line 3, column 3', 'the comment does not end'],
  ['['.repeat(100_000), 'line 1, column 1', 'it is nested too deeply'],
])('the place of a mistake is told, and what is expected there: %.40j', (text, place, expected) => {
  const { settings, problems, file } = reading(text);
  expect(settings).toEqual(defaultSettings);
  expect(problems).toEqual([
    expect.stringContaining(`${file}, ${place}: this is not valid JSON: ${expected}`),
  ]);
});

test('comments, trailing commas and a byte order mark are fine', () => {
  const text =
    '\uFEFF// mine\r\n{\r\n  /* to try */ "agent": "codex", // for now\r\n  "worktree": { "copy": [".env",], },\r\n}';
  const { settings, problems } = reading(text);
  expect(settings).toMatchObject({ agent: 'codex', 'worktree.copy': ['.env'] });
  expect(problems).toEqual([]);
  expect(reading('// nothing yet\n')).toMatchObject({ settings: defaultSettings, problems: [] });
});

test('a line is told of what stands below comments, in a list of an agent, too', () => {
  const { described, where, problems, file } = reading(
    '// one\n{\n  "colour": 1,\n  "agents": {\n    "q": { "rules": [\n      { "state": "idle" },\n      { "state": 3 }\n    ] }\n  }\n}\n',
  );
  expect(problems[0]).toContain(`${file}, line 3: there is no setting "colour"`);
  expect(described).toMatchObject({ q: {} });
  expect([where('agents.q.rules[1].state'), where('agents.q.prompt')]).toEqual([
    `${file}, line 7`,
    `${file}, line 5`,
  ]);
});

test('what a repository says of worktrees may have comments', () => {
  const { home } = scratchPaths();
  mkdirSync(`${home}/.agents`, { recursive: true });
  const text = '{\n  // secrets\n  "worktree": { "copy": [".env", "../x",], "bgIsolation": "none", },\n}\n';
  writeFileSync(`${home}/.agents/settings.json`, text);
  expect(projectWorktrees(home)).toEqual({ bgIsolation: 'none', copy: ['.env'], link: [] });
});

test('settings that are no object, and a link to nowhere or to a directory, do not stop anything', () => {
  for (const text of ['null', '[]', '"x"']) expect(reading(text).problems[0]).toContain('between { and }');
  const paths = scratchPaths();
  mkdirSync(dirname(paths.settings), { recursive: true });
  symlinkSync(paths.home, paths.settings);
  expect(readSettings(paths).problems[0]).toContain('not a regular file');
});

describe('agents described in the settings', () => {
  const good = { command: ['q'], prompt: 'argument', rules: [{ state: 'idle', screen: '^> ' }] };
  const read = (agents: unknown) => {
    const { settings, described, problems, file, where } = reading(JSON.stringify({ agent: 'q', agents }));
    const found = describedAgents(where, described);
    return { settings, file, agents: found.agents, problems: [...problems, ...found.problems] };
  };

  test('are read, and the default can be one of them', () => {
    const { agents, settings, problems } = read({ q: { ...good, label: 'Q' } });
    expect([agents.map(({ name, label }) => [name, label]), settings.agent, problems]).toEqual([
      [['q', 'Q']],
      'q',
      [],
    ]);
  });

  test('with a mistake are passed over, with the file and the key; the others count', () => {
    const { agents, problems, file } = read({
      q: good,
      bad: { ...good, prompt: 1 },
      shell: good,
      'No!': good,
    });
    expect(agents.map(({ name }) => name)).toEqual(['q']);
    expect(problems).toEqual([
      `${file}, line 1: "agents.bad.prompt" must be "argument" or "paste". This agent is not known until then.`,
      `${file}, line 1: "agents.shell" is built in; take another name. This agent is not known until then.`,
      expect.stringContaining(`${file}, line 1: "agents.No!" needs a name`),
    ]);
  });

  test('give agents that are built in rules that come first', () => {
    const rules = [{ state: 'failed', screen: 'out of credits' }];
    const { where, described } = reading(JSON.stringify({ agents: { codex: { rules } } }));
    const found = describedAgents(where, described);
    expect(found).toMatchObject({ agents: [], problems: [] });
    expect(found.rules.get('codex')).toEqual([{ state: 'failed', screen: /out of credits/mu, lines: 60 }]);
  });

  test('tell nothing else of an agent that is built in', () => {
    const { problems, file } = read({ claude: good, codex: { rules: [{ state: 'idle' }] }, gemini: {} });
    expect(problems.slice(0, 3)).toEqual([
      `${file}, line 1: "agents.claude.command" cannot be described: this agent is built in. Known here is rules. These rules do not count.`,
      `${file}, line 1: "agents.codex.rules[0]" needs "screen" or "title". These rules do not count.`,
      `${file}, line 1: "agents.gemini.rules" must be a list of rules. These rules do not count.`,
    ]);
  });

  test('must be descriptions by name', () => {
    expect(read([good]).problems[0]).toContain('"agents" must hold descriptions by name');
  });
});

test('a managed file outweighs the environment, which outweighs the person’s file', () => {
  const paths = scratchPaths();
  const managed = { ...paths, managedSettings: `${paths.home}/managed.json` };
  mkdirSync(dirname(paths.settings), { recursive: true });
  mkdirSync(paths.home, { recursive: true });
  writeFileSync(paths.settings, '{"$schema": "x", "agent": "codex", "theme": "dark", "adopt": false}');
  writeFileSync(managed.managedSettings, '{"theme": "light"}');
  const env = { AGENTS_THEME: 'dark', AGENTS_AGENT: 'gemini', AGENTS_DISABLE: 'maybe' };
  const { settings, layers, problems } = readSettings(managed, env);
  expect(settings).toMatchObject({ agent: 'gemini', theme: 'light', adopt: false, disableAgentView: false });
  expect(problems).toEqual([
    'AGENTS_DISABLE=maybe: "disableAgentView" must be true or false. It does not count.',
  ]);
  const found = effective(layers).filter(({ origin }) => origin !== 'default');
  expect(found.map(({ key, origin, from }) => [key, origin, from])).toEqual([
    ['agent', 'environment', 'AGENTS_AGENT'],
    ['adopt', 'user', paths.settings],
    ['theme', 'managed', managed.managedSettings],
  ]);
});

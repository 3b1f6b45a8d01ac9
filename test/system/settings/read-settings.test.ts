import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effective } from '../../../src/core/settings/layers.ts';
import { defaultSettings } from '../../../src/core/settings/settings.ts';
import { describedAgents } from '../../../src/system/settings/described-agents.ts';
import { readSettings } from '../../../src/system/settings/read-settings.ts';
import { setSetting, unsetSetting } from '../../../src/system/settings/settings-edit.ts';
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
  ['{\n  "agent": "codex",\n}', 3],
  ['{\n  "agent": codex\n}', 2],
  ['{\n  "agent": "codex"\n', 3],
  ['{"agent": "co\ndex"}', 1],
  ['{}\n\nx', 3],
  ['[1, [2, {"a": tru}]]', 1],
])('the line of a mistake is told: %j', (text, line) => {
  const { settings, problems, file } = reading(text);
  expect(settings).toEqual(defaultSettings);
  expect(problems[0]).toContain(`${file}, line ${line}: this is not valid JSON`);
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

test('a value is set and taken out again without touching the rest of the file', () => {
  const paths = scratchPaths();
  const [link, file] = [paths.settings, `${paths.home}/real.json`];
  mkdirSync(dirname(link), { recursive: true });
  mkdirSync(paths.home, { recursive: true });
  const text = '{\n    "agent": "codex",\n\n    "tmux": { "server":  "default" }\n}\n';
  writeFileSync(file, text);
  symlinkSync(file, link);
  setSetting(link, 'theme', 'dark');
  setSetting(link, 'tmux.server', 'agents');
  const changed = text.replace('"default" }\n', '"agents" },\n    "theme": "dark"\n');
  expect(readFileSync(file, 'utf8')).toBe(changed);
  expect([unsetSetting(link, 'theme'), unsetSetting(link, 'agent'), unsetSetting(link, 'agent')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(readFileSync(file, 'utf8')).toBe('{\n    "tmux": { "server":  "agents" }\n}\n');
  setSetting(`${paths.home}/new/settings.json`, 'adopt', false);
  expect(readFileSync(`${paths.home}/new/settings.json`, 'utf8')).toBe('{\n  "adopt": false\n}\n');
});

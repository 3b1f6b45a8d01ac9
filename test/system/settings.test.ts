import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../src/core/settings.ts';
import { describedAgents } from '../../src/system/described-agents.ts';
import { readSettings } from '../../src/system/settings.ts';
import { scratchPaths } from './scratch.ts';

function reading(text: string) {
  const paths = scratchPaths();
  mkdirSync(dirname(paths.settings), { recursive: true });
  writeFileSync(paths.settings, text);
  return { ...readSettings(paths), file: paths.settings };
}

test('no file and an empty file mean the defaults', () => {
  const quiet = { settings: defaultSettings, problems: [], described: undefined };
  expect(readSettings(scratchPaths())).toEqual(quiet);
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
  expect(problems).toEqual([`${file}: "adopt" must be true or false; the default is used.`]);
});

test('a wrong value and an unknown key are named with the file, the rest counts', () => {
  const { settings, problems, file } = reading(
    '{"agent":"codex","tmux":{"server":1,"x":2},"__proto__":3,"colour":4}',
  );
  expect(settings).toEqual({ ...defaultSettings, agent: 'codex' });
  expect(problems).toHaveLength(4);
  expect(problems[0]).toBe(`${file}: "tmux.server" must be "agents" or "default"; the default is used.`);
  for (const key of ['tmux.x', '__proto__', 'colour'])
    expect(problems.join('\n')).toContain(`no setting "${key}"`);
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
    const { settings, described, problems, file } = reading(JSON.stringify({ agent: 'q', agents }));
    const found = describedAgents(file, described);
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
      claude: good,
      'No!': good,
    });
    expect(agents.map(({ name }) => name)).toEqual(['q']);
    expect(problems).toEqual([
      `${file}: "agents.bad.prompt" must be "argument" or "paste". This agent is not known until then.`,
      `${file}: "agents.claude" is built in; take another name. This agent is not known until then.`,
      expect.stringContaining(`${file}: "agents.No!" needs a name`),
    ]);
  });

  test('must be descriptions by name', () => {
    expect(read([good]).problems[0]).toContain('"agents" must hold descriptions by name');
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { quickSettings } from '../../../../src/cli/verbs/setup/quick-settings.ts';
import { settings } from '../../../../src/cli/verbs/setup/settings.ts';
import { type ScratchShell, scratchShell } from '../../scratch-shell.ts';

it('prints every value and where it comes from', async () => {
  const home = scratchShell();
  writeProject(home, '{"worktree.link": ["node_modules"]}');
  await home.run(settings, 'set', 'maxSessions', '4');
  const { code, out } = await home.run(settings);
  expect(code).toBe(0);
  expect(out).toMatch(/^maxSessions +4 +user, .*settings\.json$/m);
  expect(out).toMatch(/^agent +"claude" +default$/m);
  expect(out).toMatch(/^worktree\.link +\["node_modules"\] +project, .*$/m);
});

it('prints the same without the rules of the agents, unless agents or keys are set', async () => {
  const { run, paths } = scratchShell();
  await run(settings, 'set', 'maxSessions', '4');
  for (const words of [[], ['--json']])
    expect(await run(quickSettings, ...words)).toEqual(await run(settings, ...words));
  for (const words of [['set'], ['unset', 'maxSessions'], ['--nosuch']])
    expect(await run(quickSettings, ...words)).toEqual({ code: undefined, out: '', err: '' });
  for (const text of ['{"agent": "nobody"}', '{"keys": {"help": "x"}}', '{"agents": {"x": {}}}']) {
    writeFileSync(paths.settings, text);
    expect(await run(quickSettings)).toEqual({ code: undefined, out: '', err: '' });
  }
});

it('sets a value in the own file, and takes it out again', async () => {
  const { run, paths } = scratchShell();
  expect((await run(settings, 'set', 'maxSessions', '4')).out).toBe(`maxSessions = 4 · ${paths.settings}\n`);
  expect(JSON.parse(readFileSync(paths.settings, 'utf8'))).toEqual({ maxSessions: 4 });
  expect((await run(settings, 'unset', 'maxSessions')).out).toBe(`unset · maxSessions · ${paths.settings}\n`);
  expect((await run(settings, 'unset', 'maxSessions')).out).toBe(
    `maxSessions is not set in ${paths.settings}\n`,
  );
});

it('says where another place keeps it from counting', async () => {
  const home = scratchShell();
  writeProject(home, '{"agent": "codex"}');
  const { code, err } = await home.run(settings, 'set', 'agent', 'gemini');
  expect(code).toBe(0);
  expect(err).toMatch(/^agents: It does not count here while .* \(project\) says "codex"\.\n$/);
});

it.each([
  [['set', 'agnet', 'codex'], /"agnet".*"agent"/],
  [['set', 'agent', 'nobody'], /nobody.*Nothing was changed\./],
  [['set', 'maxSessions', 'many'], /"maxSessions" must be .*, not many\. Nothing was changed\./],
  [['set', 'maxSessions'], /^Which value\? "maxSessions" must be /],
  [['set'], /^Which setting\? agents settings/],
  [['get', 'agent'], /^There is no "agents settings get"\./],
  [['unset', 'agent', 'codex'], /^"codex" is left over\./],
])('refuses %j', async (words, sentence) => {
  const { run } = scratchShell();
  await expect(run(settings, ...words)).rejects.toThrow(sentence);
});

function writeProject({ cwd }: ScratchShell, text: string): void {
  const file = join(cwd, '.agents', 'settings.json');
  mkdirSync(dirname(file));
  writeFileSync(file, text);
}

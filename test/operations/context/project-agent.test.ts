import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inProject, projectAgent } from '../../../src/operations/context/project-world.ts';
import { openWorld } from '../../../src/operations/context/world.ts';
import { scratchDirectory } from '../../system/scratch.ts';

function open(agent: unknown) {
  const root = scratchDirectory();
  const bin = join(root, 'bin');
  for (const name of ['bin', 'shop/.agents', 'shop/.git']) mkdirSync(join(root, name), { recursive: true });
  for (const name of ['claude', 'codex']) writeFileSync(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(root, 'shop/.agents/settings.json'), JSON.stringify({ agent }));
  const env = {
    HOME: root,
    PATH: bin,
    AGENTS_HOME: join(root, 'home'),
    XDG_CONFIG_HOME: join(root, 'config'),
  };
  return { world: openWorld(env), shop: join(root, 'shop') };
}

it('takes the agent that a repository names', () => {
  const { world, shop } = open('codex');
  expect(projectAgent(world, shop)).toEqual({ agent: 'codex' });
});

it.each([
  ['shell', 'which takes no task'],
  ['gemini', 'which is not installed: "gemini" is not on PATH'],
  ['nobody', 'which is no agent that your settings know'],
])('uses the person’s own where a repository names %s, and says so', (agent, why) => {
  const { world, shop } = open(agent);
  const told = `${join(shop, '.agents/settings.json')}: "agent" names "${agent}", ${why}. claude is used.`;
  expect(projectAgent(world, shop)).toEqual({ agent: 'claude', problem: told });
  const project = inProject(world, shop);
  expect(project.settings.agent).toBe('claude');
  expect(project.problems).toContain(told);
});

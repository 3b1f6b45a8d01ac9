import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Finding } from '../../../src/core/doctor/finding.ts';
import { checkAgents, checkGh, checkGit, checkInstalls } from '../../../src/operations/doctor/programs.ts';
import { installProgram, memoryWorld } from '../../helpers/memory-world.ts';
import { scratchDirectory } from '../../system/scratch.ts';

const lines = (findings: readonly Finding[]) =>
  findings.map(({ level, what, says }) => `${level} ${what}: ${says}`);

it('what is not installed is told with what it costs', async () => {
  const world = memoryWorld();
  expect(await checkGit(world)).toMatchObject([
    { level: 'note', advice: 'Install git: without it no session gets a worktree of its own.' },
  ]);
  expect(lines(await checkGh(world))).toEqual([
    'note gh: is not installed: how pull requests stand is not known',
  ]);
});

it('of each agent its version is told, in one clean line', async () => {
  const world = memoryWorld();
  installProgram(world, 'claude', "printf '2.1.328 \\033[31m(Claude Code)\\nmore\\n'");
  expect(lines(await checkAgents(world))).toEqual([
    `ok Claude Code: 2.1.328 (Claude Code) · ${join(world.env['PATH'] ?? '', 'claude')}`,
    'note Codex: is not installed',
    'note Gemini CLI: is not installed',
    'note OpenCode: is not installed',
    'note Copilot CLI: is not installed',
    'note Qwen Code: is not installed',
  ]);
});

it('that new sessions run an agent that is missing is a problem', async () => {
  const world = memoryWorld();
  rmSync(join(world.env['PATH'] ?? '', 'claude'));
  expect(lines(await checkAgents(world)).at(-1)).toBe(
    'problem agent: new sessions run Claude Code, which is not installed',
  );
});

it('several installs of one program are told, and a second name of the same is none', () => {
  const [world, other] = [memoryWorld(), memoryWorld()];
  const here = world.env['PATH'] ?? '';
  const both = (more: string) => ({ ...world, env: { ...world.env, PATH: `${here}:${more}` } });
  const names = scratchDirectory();
  symlinkSync(join(here, 'claude'), join(names, 'claude'));
  expect(checkInstalls(both(names))).toEqual([]);
  expect(lines(checkInstalls(both(other.env['PATH'] ?? '')))).toEqual([
    `note installs: claude is installed 2 times: ${here}/claude, ${other.env['PATH']}/claude`,
  ]);
});

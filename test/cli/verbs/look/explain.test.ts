import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { explain } from '../../../../src/cli/verbs/look/explain.ts';
import { scratchShell, shellTime } from '../../scratch-shell.ts';

const screen = new URL('../../../screens/gemini/approve-shell-w100.txt', import.meta.url).pathname;

it('names the evidence that decided, and since when', async () => {
  const { run, session } = scratchShell();
  const evidence = [
    { source: 'event', rule: 'claude.Stop', at: shellTime - 60_000, says: 'idle', decided: true },
    { source: 'screen', rule: 'claude.prompt', at: shellTime - 600_000, says: 'idle', decided: false },
  ] as const;
  session('a1b2c3d4', { name: 'login' }, { since: shellTime - 60_000, evidence });
  const { out } = await run(explain, 'login');
  expect(out).toMatch(/^login: idle, 1m ago\nrow: done\nprocess: alive\n→ idle {8}event {8}claude\.Stop /);
  expect(out).toMatch(/\n {2}idle {8}screen {7}claude\.prompt +10m ago\n$/);
  expect(JSON.parse((await run(explain, 'login', '--json')).out)).toMatchObject({ id: 'a1b2c3d4', evidence });
});

it('reads a saved screen from where it was called, or from standard input', async () => {
  const { run, cwd } = scratchShell({ input: readFileSync(screen, 'utf8') });
  copyFileSync(screen, join(cwd, 'saved.txt'));
  const fromFile = await run(explain, '--screen', 'saved.txt', '--agent', 'gemini', '--json');
  expect(JSON.parse(fromFile.out)).toMatchObject({ state: 'needs-input', waitingFor: 'permission' });
  expect((await run(explain, '--screen', '-', '--agent', 'gemini', '--json')).out).toBe(fromFile.out);
});

it('reads a screen without its agent by general rules alone, and says when they decide for an agent', async () => {
  const { run, session, cwd } = scratchShell();
  copyFileSync(screen, join(cwd, 'saved.txt'));
  const { out } = await run(explain, '--screen', 'saved.txt');
  expect(out).toMatch(/^needs-input \(permission\), by rule general\.screen\.menu\n/);
  writeFileSync(join(cwd, 'new.txt'), 'Allow it?\n\n> 1. Yes\n  2. No\n\nEnter to select\n');
  expect((await run(explain, '--screen', 'new.txt', '--agent', 'opencode')).out).toMatch(
    /^needs-input \(permission\), by rule general\.screen\.menu \(a general rule: none of OpenCode's own fits\)\n/,
  );
  const decided = {
    source: 'screen',
    rule: 'general.screen.menu',
    at: shellTime,
    says: 'needs-input',
    decided: true,
  } as const;
  session('a1b2c3d4', { name: 'login' }, { since: shellTime, evidence: [decided] });
  expect((await run(explain, 'login')).out).toContain(
    "a general rule decided: none of Claude Code's own rules fits this screen\n",
  );
});

it('refuses an agent that is not known, and a screen that is not there', async () => {
  const { run } = scratchShell();
  await expect(run(explain, '--screen', 'a.txt', '--agent', 'x')).rejects.toThrow(
    'There is no agent "x". Known: claude, ',
  );
  await expect(run(explain, '--screen', 'a.txt', '--agent', 'codex')).rejects.toThrow(
    'The screen a.txt could not be read: ',
  );
});

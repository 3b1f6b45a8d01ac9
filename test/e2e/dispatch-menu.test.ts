import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet } from '../helpers/fleet.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A fleet of a person with a subagent, a command, two repositories below the project, and Codex. */
function equippedFleet(): Fleet {
  const fleet = openFleet();
  const { root, project, claudeConfig } = fleet.home;
  const files = {
    [join(project, '.claude/agents/reviewer.md')]: '---\nname: reviewer\ndescription: Finds bugs\n---\n',
    [join(claudeConfig, 'commands/git/commit.md')]: 'Commit what is staged',
    [join(project, 'parts/shop/.claude/agents/seller.md')]: '---\nname: seller\ndescription: Sells\n---\n',
    [join(project, 'api/README.md')]: '# API',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const name of ['parts/shop', 'api'])
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: join(project, name), env: fleet.home.env });
  const claude = readFileSync(join(root, 'bin/claude'), 'utf8').replace('#!/bin/sh\n', '');
  record(join(root, 'bin/claude'), join(root, 'claude-starts'), claude);
  record(join(root, 'bin/codex'), join(root, 'codex-starts'), 'exec sleep 600\n');
  return fleet;
}

/** A program that writes down where and with which words it was started, each between brackets. */
function record(program: string, file: string, then: string): void {
  writeFileSync(program, `#!/bin/sh\n{ printf '[%s]' "$PWD" "$@"; echo; } >>'${file}'\n${then}`, {
    mode: 0o755,
  });
}

/** The last start that was written down, once it has the words. */
function startWith(fleet: Fleet, agent: string, ...words: readonly string[]): Promise<string> {
  const file = join(fleet.home.root, `${agent}-starts`);
  let last = '';
  const ask = () => {
    last = existsSync(file) ? (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '') : '';
    return words.every(word => last.includes(word)) && last;
  };
  return waitUntil(
    ask,
    () => `${agent} should have started with ${words.join(' ')}, but: …${last.slice(-300)}`,
  );
}

it.each([
  [80, 24],
  [160, 50],
])(
  'completes agents, subagents, repositories and commands with the keyboard at %i x %i',
  async (columns, rows) => {
    const fleet = equippedFleet();
    const { project } = fleet.home;
    const view = await fleet.view({ columns, rows });

    await view.type('@rev');
    await view.waitFor(/❯ @reviewer +Finds bugs +project\n/);
    await view.press('Enter');
    await view.waitFor(/^❯ @reviewer$/m);
    await view.waitFor(/^ agents {2}.*Claude Code · @reviewer · ~\/project$/m);
    await view.run('check it scn-hello');
    expect(await startWith(fleet, 'claude', '[--agent][reviewer]')).toMatch(/\[check it scn-hello\]$/);

    await view.type('@');
    await view.waitFor(/@opencode +not installed/);
    await view.type('shp');
    await view.waitFor(/❯ @shop +parts\/shop +repository/);
    await view.press('Tab');
    await view.type('@sel');
    await view.waitFor(/❯ @seller +Sells +project\n/);
    await view.press('C-w');
    await view.type('@cod');
    await view.waitFor(/❯ @codex +Codex/);
    await view.press('Tab');
    await view.waitFor(/^ agents {2}.*Codex · ~\/project\/parts\/shop$/m);
    await view.run('fix it');
    expect(await startWith(fleet, 'codex', '[fix it]')).toContain(`[${project}/parts/shop]`);

    await view.type('/com');
    await view.waitFor(/❯ \/git:commit +Commit what is staged +user/);
    await view.press('Tab');
    await view.run('scn-hello all');
    await startWith(fleet, 'claude', '[/git:commit scn-hello all]');

    await view.type('/');
    await view.waitFor(/^ 1 of \d+ · ↑↓ choose · enter and tab complete · esc closes/m);
    await view.press('Up');
    await view.waitFor(/^❯ \/quit/m);
    await view.press('Escape');
    await view.waitGone(/^❯ \/quit/m);
    await view.press('Escape');
    await view.waitFor('Cleared.');
  },
);

it('leaves a mention of a file in the prompt, and brings the line back with its words', async () => {
  const fleet = equippedFleet();
  const view = await fleet.view({ columns: 80, rows: 24 });
  // What can stand behind @ is known.
  await view.type('@rev');
  await view.waitFor(/❯ @reviewer +Finds bugs/);
  await view.press('C-u');
  await view.run('@src/app.ts is wrong scn-hello');
  await startWith(fleet, 'claude', '[@src/app.ts is wrong scn-hello]');
  await view.run('@nobody do it scn-hello');
  await startWith(fleet, 'claude', '[@nobody do it scn-hello]');
  // Text and Enter arrive in one read, as from a script or over a slow line.
  await view.type('in one read scn-hello\r');
  await startWith(fleet, 'claude', '[in one read scn-hello]');
  await view.run('--modle opus fix');
  await view.waitFor('There is no option --modle here');
  await view.waitFor('❯ --modle opus fix');
  await view.press('C-u');
  await view.run('@codex @api once more');
  await startWith(fleet, 'codex', '[once more]');
  await view.waitFor(/❯ describe a task/);
  await view.press('Up');
  await view.waitFor('❯ @codex @api once more');
});

it.each([
  [80, 24],
  [160, 50],
])('shows and keeps what new sessions run, chosen with keys or words, at %i x %i', async (columns, rows) => {
  const fleet = equippedFleet();
  const view = await fleet.view({ columns, rows, words: '--effort low' });
  await view.waitFor(/^ agents {2}new sessions: Claude Code · low effort · ~\/project$/m);
  await view.type('fix it scn-hello');
  await view.press('M-m', 'M-e', 'M-p');
  await view.waitFor(/ Claude Code · opus · medium effort · plan mode · ~\/project$/m);
  await view.press('M-E', 'Enter');
  await startWith(fleet, 'claude', '[--model][opus][--effort][low][--permission-mode][plan]');

  await view.press('M-a');
  await view.waitFor(/ Codex · low effort · plan mode · /);
  await view.run('fix it');
  await view.waitFor('Nothing started: Codex has no mode plan; add --permission-mode default.');
  await view.press('M-P', 'Enter');
  await view.waitFor(/❯ describe a task/);
  await startWith(fleet, 'codex', '[--ask-for-approval][never]', '[fix it]');

  await view.run('@claude @api --model my-own --permission-mode default');
  await view.waitFor(/ Claude Code · my-own · low effort · ~\/project\/api$/m);
  await view.run('and now scn-hello');
  await startWith(fleet, 'claude', `[${fleet.home.project}/api]`, '[--model][my-own][--effort][low]');
});

it('starts a subagent from the shell, and opens the view with one', async () => {
  const fleet = equippedFleet();
  await fleet.agents('run', 'check scn-hello', '--agent', 'reviewer', '--name', 'one');
  await startWith(fleet, 'claude', '[--agent][reviewer]', '[--name=one ');
  await fleet.agents('run', 'check scn-hello', '--agent', 'claude:other', '--name', 'two');
  await startWith(fleet, 'claude', '[--agent][other]', '[--name=two ');
  const wrong = await fleet.agents('run', 'check', '--agent', 'reviewr');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no agent "reviewr".') });
  const none = await fleet.agents('run', 'check', '--agent', 'codex:reviewer');
  expect(none.stderr).toContain('Codex has no equal for --agent reviewer. Nothing was started.');
  const view = await fleet.view({ words: '--agent reviewer' });
  await view.waitFor(/^ agents {2}new sessions: Claude Code · @reviewer · ~\/project$/m);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Fleet } from '../helpers/fleet.ts';
import { openFleet, selected } from '../helpers/fleet.ts';
import type { Terminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A session that asks, and the view with its peek open. */
async function peekAt(prompt: string, shown: RegExp) {
  const fleet = openFleet();
  await fleet.start('asking', prompt);
  await fleet.waitFor('asking', { state: 'needs-input' });
  const view = await fleet.view();
  await view.waitFor(selected('asking'));
  await view.press('Space');
  await view.waitFor(shown);
  return { fleet, view };
}

/** In a view that stays open: a session that asks, and its peek. */
function peeker(fleet: Fleet, view: Terminal) {
  return async (name: string, prompt: string, shown: RegExp) => {
    await fleet.start(name, prompt);
    await fleet.waitFor(name, { state: 'needs-input' });
    await view.press('Escape');
    // A key right after Esc would be taken for one with Alt.
    await view.waitFor(/describe a task|! command/);
    // It stands above what has been answered.
    const isSelected = async () => {
      const screen = await view.screen();
      if (!selected(name).test(screen) && screen.includes(name)) await view.press('Up');
      return selected(name).test(screen);
    };
    await waitUntil(isSelected, () => `The row of ${name} should be selected`);
    await view.press('Space');
    await view.waitFor(shown);
  };
}

it.each([
  [80, 24],
  [160, 50],
] as const)(
  'at %dx%d answers a command, an edit, questions, a plan and prose from the peek, and attaches',
  async (columns, rows) => {
    const fleet = openFleet();
    // Esc closes the peek, and leaves the view where none is open.
    await fleet.job('first', 'sleep 300');
    const view = await fleet.view({ columns, rows });
    await view.waitFor(selected('first'));
    await view.press('Space');
    const peek = peeker(fleet, view);
    const made = join(fleet.home.project, 'made-by-shell.txt');

    await peek('command', 'scn-shell', /touch made-by-shell[\s\S]*Do you want to proceed\?/);
    await view.press('1');
    await view.waitFor(/● 1\. Yes/);
    expect(existsSync(made)).toBe(false);
    await view.press('Enter');
    await view.waitFor('Sent to command.');
    await fleet.waitFor('command', { state: 'completed' });
    expect(existsSync(made)).toBe(true);

    await peek('file', 'scn-edit', /hello[\s\S]*create notes\.txt\?/);
    await view.press('1', 'Enter');
    await fleet.waitFor('file', { state: 'completed' });
    expect(readFileSync(join(fleet.home.project, 'notes.txt'), 'utf8')).toBe('hello\nworld\n');

    await peek('choice', 'scn-ask', /Which database[\s\S]*2\. PostgreSQL/);
    await view.press('Enter');
    await view.waitFor(/Enter to select · ↑\/↓ to navigate/);
    await view.press('C-z');
    await view.waitFor(/Which database[\s\S]*press 1-/);
    await view.press('2', 'Enter');
    await view.waitFor('The answers were: PostgreSQL');

    await peek('words', 'scn-ask', /Which database/);
    await view.run('a flat file');
    await view.waitFor('The answers were: a flat file');

    await peek('several', 'scn-askmulti', /Which platforms[\s\S]*1\. Linux/);
    await view.press('1', '3');
    await view.waitFor(/☑ 1\. Linux[\s\S]*☐ 2\. macOS[\s\S]*☑ 3\. Windows/);
    await view.press('Enter');
    await view.waitFor(/1 of 2 answered[\s\S]*Which licence\?[\s\S]*2\. Apache-2\.0/);
    await view.press('2', 'Enter');
    await view.waitFor(/1\. Submit/);
    await view.press('1', 'Enter');
    await view.waitFor('The answers were: Linux, Windows; Apache-2.0');

    await peek('plan', 'scn-plan', /Add a double jump[\s\S]*1\. Yes/);
    expect((await view.screen()).match(/^ *(?:│ )?(?:# )?Plan$/gm)).toHaveLength(1);
    await view.press('1', 'Enter');
    await fleet.waitFor('plan', { state: 'completed', summary: expect.stringContaining('carried out') });

    await peek('prose', 'scn-question', /double jump or a wall climb/);
    await view.run('the double jump, please; scn-echo');
    await view.waitFor('received-1.txt');
    const received = readFileSync(join(fleet.home.project, 'received-1.txt'), 'utf8');
    expect(received).toBe('the double jump, please; scn-echo');
  },
  60_000,
);

it('refuses a command by its digit, and the agent does not run it', async () => {
  const { fleet, view } = await peekAt('scn-shell', /3\. No/);
  await view.press('3', 'Enter');
  await fleet.waitFor('asking', { state: 'idle' });
  expect(existsSync(join(fleet.home.project, 'made-by-shell.txt'))).toBe(false);
});

it('reads a long plan from its beginning to its end, with its options in sight, at 80x24', async () => {
  const fleet = openFleet();
  await fleet.start('asking', 'scn-plan-30');
  await fleet.waitFor('asking', { state: 'needs-input', waitingFor: 'plan' });
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(selected('asking'));
  await view.press('Space');
  await view.waitFor(/1\. Read the physics module[\s\S]*↓ \d+ more lines: PgDn[\s\S]*1\. Yes/);
  await view.press('End');
  await view.waitFor(/↑ \d+ more lines: PgUp[\s\S]*30\. Check level 30[\s\S]*1\. Yes/);
  await view.press('Home');
  await view.waitFor(/1\. Read the physics module/);
  await view.press('1', 'Enter');
  await fleet.waitFor('asking', { state: 'completed', summary: expect.stringContaining('carried out') });
});

it('walks to the neighbours, and keeps a half-written reply for each', async () => {
  const { fleet, view } = await peekAt('scn-question', /wall climb/);
  await fleet.start('finished', 'scn-hello');
  await view.type('half a rep');
  await view.waitFor(/finished +All done/);
  await view.press('Down');
  await view.waitFor(/❯ type a reply/);
  await view.waitFor(selected('finished'));
  await view.press('Up');
  await view.waitFor('❯ half a rep');
});

it('shows the output of a session as it comes', async () => {
  const fleet = openFleet();
  await fleet.job('counter', 'for i in 1 2 3 4 5 6 7 8 9; do echo "line $i of 9"; sleep 0.4; done; sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('counter'));
  await view.press('Space');
  await view.waitFor(/counter {2}working/);
  await view.waitFor(/line 3 of 9\n +line 4 of 9/);
  await view.waitFor(/line 8 of 9\n +line 9 of 9/);
});

it('types into a shell job', async () => {
  const fleet = openFleet();
  await fleet.job('prompt', 'read answer; echo "you said $answer"; sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('prompt'));
  await view.press('Space');
  await view.waitFor('type input for this job');
  await view.run('blue');
  await view.waitFor('you said blue');
});

/** Answers the dialog where it stands, as someone attached elsewhere does. */
async function answerElsewhere(fleet: Fleet, key: string) {
  const { tmux } = await fleet.waitFor('asking', { state: 'needs-input' });
  const pressed = async () => {
    await fleet.tmux('send-keys', '-t', tmux?.pane ?? '', key);
    return (await fleet.list())[0]?.state !== 'needs-input';
  };
  await waitUntil(pressed, () => 'The dialog stays open');
}

it('sends nothing when the question was answered elsewhere meanwhile', async () => {
  const { fleet, view } = await peekAt('scn-shell', /Do you want to proceed/);
  await view.press('1');
  await view.waitFor(/● 1\. Yes/);
  await answerElsewhere(fleet, 'Escape');
  await view.press('Enter');
  await view.waitFor(/moved on; nothing was sent/);
  await fleet.waitFor('asking', { state: 'idle' });
  expect(existsSync(join(fleet.home.project, 'made-by-shell.txt'))).toBe(false);
});

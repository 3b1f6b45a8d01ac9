import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected, under } from '../helpers/fleet.ts';
import type { Terminal } from '../helpers/terminal.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

it.each(sizes)(
  'at %ix%i gives the shell its screen, cursor and keys back on Esc, and sessions go on',
  async (columns, rows) => {
    const fleet = openFleet();
    await fleet.start('worker', 'scn-think-60');
    const { env, project: cwd } = fleet.home;
    const terminal = await openTerminal({ env, cwd, columns, rows });
    await terminal.run('echo earlier work');
    await terminal.run('agents');
    await terminal.waitFor(selected('worker'));
    expect(await terminal.isAlternate()).toBe(true);
    await terminal.press('Escape');
    await terminal.waitFor(/^\$ echo earlier work\nearlier work\n\$ agents\n\$$/);
    expect(await terminal.isAlternate()).toBe(false);
    expect(await terminal.cursor()).toEqual({ x: 2, y: 3, visible: true });
    await fleet.waitFor('worker', { state: 'working' });
  },
);

it('switches off every mode of the terminal that it has switched on', async () => {
  const fleet = openFleet();
  await fleet.job('job', 'sleep 60');
  const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await terminal.record(join(fleet.home.root, 'written'));
  await terminal.run('agents');
  await terminal.waitFor(selected('job'));
  await terminal.press('Enter');
  await terminal.waitGone('sessions');
  await terminal.press('C-z');
  await terminal.waitFor(selected('job'));
  await terminal.press('Escape');
  await terminal.waitFor(/\n\$$/);
  // What is recorded comes a moment after what is shown.
  const left = () => modesLeftOn(readFileSync(join(fleet.home.root, 'written'), 'latin1'));
  await waitUntil(
    () => left().length === 0,
    () => `Left on: ${left().join(', ')}`,
  );
});

/** Private modes and keyboard protocols that were switched on and never off; the cursor's own mode ends on. */
function modesLeftOn(written: string): readonly string[] {
  const last = new Map<string, string>();
  for (const [, mode, way] of written.matchAll(/\x1b\[\?(\d+)([hl])/g)) last.set(mode ?? '', way ?? '');
  const modes = [...last].filter(([mode, way]) => (way === 'h') !== (mode === '25')).map(([mode]) => mode);
  const isOpen = written.lastIndexOf('\x1b[>4;1m') > written.lastIndexOf('\x1b[>4m');
  const depth = written.split(/\x1b\[>\d+u/).length - written.split('\x1b[<u').length;
  return [...modes, ...(isOpen ? ['modifyOtherKeys'] : []), ...(depth > 0 ? ['kitty keyboard'] : [])];
}

// With `exec` nobody is left who would hand the signal on.
it.each(['', 'exec '])(
  'ends by the hangup when its window is closed, and does not abort: %ssh',
  async exec => {
    const fleet = openFleet();
    await fleet.job('job', 'sleep 60');
    const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
    const code = join(fleet.home.root, 'code');
    await terminal.run(`${exec}sh -c 'trap : HUP; agents; echo $? > ${code}'`);
    await terminal.waitFor(selected('job'));
    await terminal.close();
    const ended = await waitUntil(
      () => (existsSync(code) && readFileSync(code, 'utf8').trim()) || undefined,
      () => 'The view did not end with its window.',
    );
    // 128 and the number of SIGHUP; 134 would be an abort.
    expect(ended).toBe('129');
  },
);

it('takes no reply of the terminal for keys, also one to a session that was left at once', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ columns: 100, rows: 30 });
  const before = await view.waitFor(/❯ describe a task/);
  const replies = [
    'P>|xterm(392)',
    'P!|00000000',
    ']11;rgb:1e1e/1e1e/1e1e',
    'P1+r544e=787465726d',
    '[>1;10;0c',
  ];
  await view.type(replies.map(reply => `\x1b${reply}${reply.startsWith('[') ? '' : '\x1b\\'}`).join(''));
  await view.type('after');
  const shown = await view.waitFor('❯ after');
  expect(shown.split('\n')[0]).toBe(before.split('\n')[0]);
  await view.press('C-c');
  // The key whose code begins such a reply is still one.
  await view.press('M-P');
  await view.waitFor(/new sessions: .*mode/);
});

it('takes a prompt that is typed while it opens', async () => {
  const fleet = openFleet();
  const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await terminal.run('agents');
  await terminal.waitFor('describe a task');
  await terminal.run('scn-echo typed early');
  const screen = await terminal.waitFor('received-1.txt');
  expect(readFileSync(join(fleet.home.project, 'received-1.txt'), 'utf8')).toBe('scn-echo typed early');
  expect(screen).toMatch(/^ agents {2}new sessions: Claude Code · ~\/project\n 1 \w+\n\n {2}\w+ \d+\n❯ /);
});

it('shows with --cwd only what was started at or under that directory', async () => {
  const fleet = openFleet();
  for (const name of ['shop', 'shop/api', 'shopping']) mkdirSync(join(fleet.home.project, name));
  for (const name of ['shop', 'shop/api', 'shopping'])
    await fleet.agents('run', '--exec', 'sleep 60', '--name', `in ${name}`, '--cwd', name);
  const view = await fleet.view({ words: '--cwd shop' });
  const screen = await view.waitFor(/in shop\/api/);
  expect(screen).toContain('in shop ');
  expect(screen).not.toContain('in shopping');
});

it('moves a row to its group, and the selection stays on it', async () => {
  const fleet = openFleet();
  await fleet.start('other', 'scn-think-60');
  await fleet.start('mover', 'scn-think-60');
  const view = await fleet.view();
  await view.waitFor(under('Working', 'mover'));
  await view.waitFor(selected('mover'));
  const pane = await fleet.waitForScreen('mover', ' tokens)');
  await fleet.tmux('send-keys', '-t', pane, 'Escape');
  await view.waitFor(under('Completed', 'mover'), { limitMs: 3000 });
  await view.waitFor(selected('mover'));
});

it('tells every state without colours', async () => {
  const fleet = openFleet();
  for (const [name, command] of Object.entries({ broken: 'exit 3', halted: 'sleep 60', busy: 'sleep 60' }))
    await fleet.job(name, command);
  await fleet.start('asking', 'scn-ask');
  await fleet.waitFor('asking', { state: 'needs-input' });
  await fleet.agents('stop', 'halted');
  const view = await fleet.view({ env: { NO_COLOR: '1' } });
  await view.waitFor(under('Needs input', 'asking'));
  await view.waitFor(under('Working', 'busy'));
  await view.waitFor(/^ {2}Completed \d+\n(.*\n)*.*broken +failed: exited \(3\)/m);
  await view.waitFor(/halted +stopped/);
  expect(await view.screenAnsi()).not.toMatch(/\x1b\[[\d;]*\b(3[0-7]|9[0-7]|38|4[0-7])\b[\d;]*m/);
});

it.each([
  ['of their own', 80, 24],
  ['inside tmux', 160, 50],
] as const)(
  'tells in the tab of a terminal %s at %ix%i how many wait, and gives the old title back',
  async (where, columns, rows) => {
    const fleet = openFleet();
    const { env, project: cwd } = fleet.home;
    const insideTmux = where === 'inside tmux';
    const terminal = await openTerminal({ env, cwd, columns, rows, insideTmux });
    const written = join(fleet.home.root, 'written');
    await terminal.record(written);
    await terminal.run(String.raw`printf '\033]2;my shell\007'`);
    await terminal.run('agents');
    await showsTitle(terminal, 'agents');
    await fleet.start('asking', 'scn-ask');
    await showsTitle(terminal, '1 awaiting input · agents');
    await terminal.press('Enter');
    await terminal.waitFor('Enter to select');
    await terminal.press('C-z');
    await showsTitle(terminal, '1 awaiting input · agents');
    await terminal.waitFor(selected('asking'));
    await terminal.press('Escape');
    await showsTitle(terminal, 'my shell');
    // Any terminal: the title is put on the stack once, and taken from it once.
    const times = (text: string) => readFileSync(written, 'latin1').split(text).length - 1;
    await waitUntil(
      () => times('\x1b[23;2t') > 0,
      () => 'The title should be taken from the stack',
    );
    expect([times('\x1b[22;2t'), times('\x1b[23;2t')]).toEqual([1, 1]);
  },
);

function showsTitle(terminal: Terminal, title: string) {
  return waitUntil(
    async () => (await terminal.title()) === title,
    () => `The title should be "${title}"`,
  );
}

it('shows the keys that work where ? is pressed', async () => {
  const fleet = openFleet();
  await fleet.job('job', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('job'));
  await view.press('?');
  await view.waitFor(/Keys in the list[\s\S]*Ctrl\+X/);
  await view.press('Escape');
  await view.waitFor(selected('job'));
  await view.press('Space', '?');
  await view.waitFor(/Keys in the peek[\s\S]*1-9/);
});

it('closes the peek, clears the line and leaves on Esc, one at a time', async () => {
  const fleet = openFleet();
  await fleet.job('job', 'sleep 60');
  const view = await fleet.view();
  await view.type('a draft');
  await view.press('Escape');
  await view.waitFor(/❯ describe a task[\s\S]*Cleared\. Ctrl\+Y brings it back/);
  await view.press('Space');
  await view.waitFor('type input for this job');
  await view.press('Escape');
  await view.waitFor('describe a task');
  await view.press('Escape');
  await view.waitFor(/^\$ agents\n\$$/);
});

it('explains itself while there is no session', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ columns: 80, rows: 24 });
  // Until the supervisor runs, its start is told in that place.
  const screen = await view.waitFor('? for keys');
  expect(screen).toMatch(/^ agents {2}new sessions: Claude Code · ~\/project\n nothing running\n/);
  const words = ['Needs input', 'Working', 'Completed', '! npm test', 'agents demo'];
  for (const word of ['Describe a task below and press Enter', ...words]) expect(screen).toContain(word);
});

it('says which agents it looked for when none is installed, and shell jobs work', async () => {
  const fleet = openFleet();
  const env = { PATH: `${fleet.home.root}/only:/usr/bin:/bin` };
  mkdirSync(join(fleet.home.root, 'only'));
  const script = readFileSync(join(fleet.home.root, 'bin/agents'), 'utf8');
  writeFileSync(join(fleet.home.root, 'only/agents'), script, { mode: 0o755 });
  const view = await fleet.view({ env });
  await view.waitFor(/No agent was found \(looked for claude.*\)\. Shell jobs work/);
  await view.run('! echo it works; sleep 60');
  await view.waitFor(/it works/);
});

it.each([
  [40, 12],
  [250, 80],
])('draws the same at %ix%i after a resize as when opened so', async (columns, rows) => {
  const fleet = openFleet();
  for (const name of ['first', 'second', 'third']) await fleet.job(name, `echo end of ${name}; sleep 60`);
  await fleet.waitFor('third', { summary: 'end of third' });
  const resized = await fleet.view({ columns: 100, rows: 30 });
  await resized.waitFor('end of first');
  await resized.resize(columns, rows);
  const fresh = await fleet.view({ columns, rows });
  let both: readonly string[] = [];
  await waitUntil(
    async () => {
      both = [await resized.screen(), await fresh.screen()].map(plain);
      return both[0] === both[1];
    },
    () => `They should draw the same, but draw:\n${both.join('\n\n')}`,
  );
  expect(both[0]?.split('\n')).toHaveLength(rows);
});

/** Icons turn and times pass. */
function plain(screen: string): string {
  return screen.replace(/[✢✳✶✻✽]/gu, '*').replace(/\d+[smh]\b/g, 'T');
}

it('writes nothing to the terminal while nothing happens', async () => {
  const fleet = openFleet();
  await fleet.start('done', 'scn-hello');
  await fleet.waitFor('done', { state: 'completed' });
  const view = await fleet.view();
  await view.waitFor(selected('done'));
  await showsTitle(view, 'agents');
  await view.settle();
  const written = join(fleet.home.root, 'written');
  writeFileSync(written, '');
  await view.record(written);
  await twoSeconds();
  expect(readFileSync(written, 'utf8')).toBe('');
});

function twoSeconds() {
  const end = Date.now() + 2000;
  return waitUntil(
    () => Date.now() > end,
    () => 'The clock stands still',
  );
}

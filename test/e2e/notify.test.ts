import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected, under } from '../helpers/fleet.ts';
import { holdSupervisor, isAlive } from '../helpers/processes.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A desktop whose `notify-send` writes down its arguments, one line for each message. */
function withDesktop(settings: object = {}): ScratchHome {
  const home = scratchHome();
  const script = `#!/bin/sh\nfor word; do printf '%s|' "$word"; done >>'${home.root}/told'\necho >>'${home.root}/told'\n`;
  writeFileSync(join(home.root, 'bin/notify-send'), script, { mode: 0o755 });
  writeSettings(home, settings);
  return { ...home, env: { ...home.env, DISPLAY: ':99' } };
}

function writeSettings(home: ScratchHome, settings: object): void {
  const directory = join(home.root, 'config/agents');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'settings.json'), JSON.stringify(settings));
}

function told({ root }: ScratchHome): readonly string[] {
  const file = join(root, 'told');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

function waitForTold(home: ScratchHome, count: number): Promise<readonly string[]> {
  const isThere = () => told(home).length >= count && told(home);
  return waitUntil(isThere, () => `Told: ${JSON.stringify(told(home))}`, { limitMs: 12_000 });
}

it('tells the desktop of a question once, also when the supervisor is started again', async () => {
  const home = withDesktop();
  const fleet = openFleet(home);
  await fleet.start('asking', 'scn-ask');
  const [first] = await waitForTold(home, 1);
  expect(first).toMatch(
    /^--app-name=agents\|--\|asking needs you\|[^|]*Which database should we use\?[^|]*\|$/,
  );
  await fleet.agents('daemon', 'stop');
  await fleet.agents('daemon', 'start');
  const gate = join(home.root, 'go');
  const names = ['one', 'two', 'three'];
  for (const name of names) await fleet.job(name, `until test -e '${gate}'; do sleep 0.1; done; exit 3`);
  const pids: number[] = [];
  for (const name of names) pids.push((await fleet.waitFor(name, { pid: expect.any(Number) })).pid ?? 0);
  // It sees all of them end in one look, however long they take.
  const release = holdSupervisor(home);
  writeFileSync(gate, '');
  await waitUntil(
    () => !pids.some(isAlive),
    () => 'The jobs should end',
  );
  release();
  const all = await waitForTold(home, 2);
  expect(all[1]).toMatch(/\|3 sessions have failed\|(one|two|three), (one|two|three), (one|two|three)\|$/);
  expect(all).toHaveLength(2);
});

it('runs the own command with the texts as data, whatever a name holds', async () => {
  const file = '$HOME/own';
  const command = `cat >${file}.json; printf '%s' "$AGENTS_NOTIFY_REASON: $AGENTS_NOTIFY_TITLE" >${file}.txt`;
  const home = withDesktop({ notify: { on: ['completed'], desktop: false, command } });
  const fleet = openFleet(home);
  const name = `$(touch ${home.root}/pwned) "; touch ${home.root}/pwned '`;
  const id = await fleet.job(name, 'echo all good');
  const text = () =>
    existsSync(join(home.root, 'own.txt')) && readFileSync(join(home.root, 'own.txt'), 'utf8');
  await waitUntil(
    () => Boolean(text()),
    () => 'The command has not run',
    { limitMs: 12_000 },
  );
  const clipped = name.slice(0, 30);
  expect(text()).toContain(`completed: ${clipped}`);
  const data = JSON.parse(readFileSync(join(home.root, 'own.json'), 'utf8'));
  expect(data).toMatchObject({
    version: 1,
    body: expect.stringContaining('all good'),
    sessions: [{ id, reason: 'completed' }],
  });
  expect(existsSync(join(home.root, 'pwned'))).toBe(false);
  expect(told(home)).toEqual([]);
});

it('rings only in the view while it is in use, and tells the desktop when it is closed', async () => {
  const home = withDesktop();
  const fleet = openFleet(home);
  const view = await fleet.view({ columns: 80, rows: 24 });
  const written = join(home.root, 'written');
  writeFileSync(written, '');
  await view.record(written);
  await fleet.start('seen', 'scn-ask');
  await view.waitFor(under('Needs input', 'seen'));
  await waitUntil(
    () =>
      readFileSync(written, 'latin1')
        .replace(/\x1b\][^\x07]*\x07/g, '')
        .includes('\x07'),
    () => 'The view has not rung',
  );
  await view.press('Escape');
  await view.waitFor(/^\$ agents\n\$$/);
  await fleet.start('unseen', 'scn-shell');
  const all = await waitForTold(home, 1);
  expect(all[0]).toContain('|unseen needs you|');
  expect(all).toHaveLength(1);
});

it('says nothing of a session that someone is attached to', async () => {
  const home = withDesktop();
  const fleet = openFleet(home);
  await fleet.start('watched', 'scn-hello');
  await fleet.waitFor('watched', { state: 'completed' });
  const shell = await openTerminal({ columns: 100, rows: 30, env: home.env, cwd: home.project });
  await shell.run('agents attach watched');
  await shell.waitFor('All done');
  await shell.tell('scn-ask');
  await fleet.waitFor('watched', { state: 'needs-input' }, { limitMs: 12_000 });
  await fleet.job('unwatched', 'exit 4');
  const [first] = await waitForTold(home, 1);
  expect(first).toContain('|unwatched has failed|');
  expect(told(home)).toHaveLength(1);
});

it('tells the terminal in its own way at 80x24 and 160x50, through tmux only where tmux lets it pass', async () => {
  const home = scratchHome();
  writeSettings(home, { 'notify.osc': '777', 'notify.quietWhenSeen': false });
  const fleet = openFleet(home);
  const inside = await openTerminal({
    columns: 80,
    rows: 24,
    env: home.env,
    cwd: home.project,
    insideTmux: true,
  });
  await inside.run('tmux set -p allow-passthrough on');
  await inside.run('agents');
  const views = [
    inside,
    await fleet.view({ columns: 160, rows: 50 }),
    await fleet.view({ insideTmux: true }),
  ];
  const files = views.map((_, index) => join(home.root, `written-${index}`));
  for (const [index, view] of views.entries()) await view.record(files[index] ?? '');
  await fleet.start('asking', 'scn-ask');
  for (const view of views) await view.waitFor(selected('asking'));
  const bytes = (index: number) => readFileSync(files[index] ?? '', 'latin1');
  const rung = () =>
    files.every((_, index) =>
      bytes(index)
        .replace(/\x1b\][^\x07]*\x07/g, '')
        .includes('\x07'),
    );
  await waitUntil(rung, () => 'Not every view has rung');
  const sequence = ']777;notify;asking needs you;Which database should we use?\x07';
  expect(bytes(0)).toContain(`\x1bPtmux;\x1b\x1b${sequence}\x1b\\`);
  expect(bytes(1)).toContain(`\x1b${sequence}`);
  expect(bytes(2)).not.toContain('777');
});

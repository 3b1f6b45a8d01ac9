import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorld } from '../../src/operations/context/world.ts';
import { dispatch } from '../../src/operations/dispatch/dispatch.ts';
import { writeUserState } from '../../src/system/store/job/user-state.ts';
import { openFleet, selected } from '../helpers/fleet.ts';
import { agentsOf } from '../helpers/processes.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitFor } from '../helpers/wait.ts';

/** Sets the clock by which lifetimes run out in this home, and has the supervisor look. */
function setClockAhead({ root, agentsHome }: ScratchHome, minutes: number): void {
  writeFileSync(join(root, 'clock'), `${minutes * 60_000}`);
  writeFileSync(join(agentsHome, 'daemon/wake'), '\n');
}

it('stops what finished an hour ago and nobody is in, keeps what it was, and brings it back', async () => {
  const fleet = openFleet();
  const done = await fleet.start('done', 'First words scn-hello');
  const pinned = await fleet.start('pinned', 'scn-hello');
  const asking = await fleet.start('asking', 'scn-ask');
  const used = await fleet.start('used', 'Used words scn-hello');
  const before = await fleet.waitFor('done', { state: 'completed' });
  for (const name of ['pinned', 'used']) await fleet.waitFor(name, { state: 'completed' });
  await fleet.waitFor('asking', { state: 'needs-input' });
  const { env, project } = fleet.home;
  const other = await openTerminal({ columns: 80, rows: 24, env, cwd: project });
  await other.run(`agents attach ${used}`);
  await other.waitFor(/❯.Used words[\s\S]*manual mode on/);
  const view = await fleet.view({ columns: 160, rows: 50 });
  await view.waitFor(selected('asking'));
  const world = openWorld({ ...env });
  writeUserState(world.paths, pinned, { pinned: true });
  setClockAhead(fleet.home, 61);
  await waitFor(() => agentsOf(done).length === 0, { what: 'end of the idle session', limitMs: 20_000 });
  expect([pinned, asking, used].map(id => agentsOf(id).length)).toEqual([1, 1, 1]);
  // The shape of the icon says that its process has ended, nothing else changes.
  await view.waitFor(/^[❯ ] ∙ done/m);
  const after = await fleet.waitFor('done', { state: 'completed', summary: before.summary });
  expect(after.sessionId).toBe(before.sessionId);
  setClockAhead(fleet.home, 0);
  const answer = await fleet.agents('send', done, 'Second words scn-hello');
  expect(answer).toMatchObject({ code: 0, stdout: 'delivered\n' });
  const { tmux } = await fleet.waitFor('done', { state: 'completed' });
  expect(await fleet.tmux('capture-pane', '-p', '-t', tmux?.pane ?? '')).toMatch(
    /First words[\s\S]*Second words/,
  );
  await view.waitFor(/^[❯ ] ✻ done/m);
});

it('stops the longest idle first when memory is short, and never a pinned one', async () => {
  const fleet = openFleet();
  const { root, env } = fleet.home;
  const [first, second, pinned] = [
    await fleet.start('first', 'scn-hello'),
    await fleet.start('second', 'scn-slow-2'),
    await fleet.start('pinned', 'scn-hello'),
  ];
  for (const name of ['first', 'second', 'pinned']) await fleet.waitFor(name, { state: 'completed' });
  writeUserState(openWorld({ ...env }).paths, pinned, { pinned: true });
  mkdirSync(join(root, 'pressure/proc'), { recursive: true });
  writeFileSync(join(root, 'pressure/proc/meminfo'), 'MemTotal: 100 kB\nMemAvailable: 8 kB\n');
  setClockAhead(fleet.home, 2);
  await waitFor(() => agentsOf(first).length === 0, { what: 'end of the longest idle', limitMs: 20_000 });
  expect([second, pinned].map(id => agentsOf(id).length)).toEqual([1, 1]);
  // Not both at once: what the first has freed must be seen.
  setClockAhead(fleet.home, 3);
  await waitFor(() => agentsOf(second).length === 0, { what: 'end of the next', limitMs: 20_000 });
  expect(agentsOf(pinned)).toHaveLength(1);
  await fleet.waitFor('first', { state: 'completed' });
});

it('the longest idle in which nobody types gives its place when maxSessions keeps another waiting', async () => {
  const home = scratchHome();
  mkdirSync(join(home.root, 'config/agents'), { recursive: true });
  writeFileSync(
    join(home.root, 'config/agents/settings.json'),
    '{"maxSessions": 2, "queue": {"staggerMs": 0}}',
  );
  const fleet = openFleet(home);
  const ids = [await fleet.start('first', 'scn-hello'), await fleet.start('second', 'scn-slow-2')] as const;
  for (const name of ['first', 'second']) await fleet.waitFor(name, { state: 'completed' });
  expect((await fleet.agents('run', 'scn-hello', '--name', 'third')).stdout).toMatch(
    /^queued · .*most allowed/,
  );
  // Anyone who has just read an answer gets a minute to reply.
  await fleet.waitFor('third', { state: 'queued', summary: 'queued: 2 sessions run, the most allowed' });
  expect(ids.map(id => agentsOf(id).length)).toEqual([1, 1]);
  const pane = await fleet.waitForScreen('first', 'manual mode on');
  await fleet.tmux('send-keys', '-t', pane, '-l', 'half a thou');
  await fleet.waitForScreen('first', 'half a thou');
  setClockAhead(home, 2);
  await fleet.waitFor('third', { state: 'completed' });
  expect(ids.map(id => agentsOf(id).length)).toEqual([1, 0]);
  await fleet.waitFor('second', { state: 'completed' });
});

it('takes away a row that never got a prompt, and not one in which someone types', async () => {
  const fleet = openFleet();
  const world = openWorld({ ...fleet.home.env });
  const request = { kind: 'background', agent: 'claude', text: '', cwd: fleet.home.project } as const;
  await dispatch(world, { ...request, flags: [] }).started;
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(selected('claude in project'));
  await fleet.waitFor('claude in project', { state: 'idle' });
  await view.waitFor(/^❯ ✻ claude in project/m);
  await view.press('Enter');
  await view.waitFor('manual mode on');
  await view.type('half a thou');
  await view.waitFor(/^❯.half a thou/m);
  await view.press('C-z');
  await view.waitFor(selected('claude in project'));
  await fleet.job('ended', 'echo bye');
  await fleet.waitFor('ended', { state: 'completed' });
  setClockAhead(fleet.home, 6);
  await view.waitGone(/ended +bye/);
  await view.waitFor(selected('claude in project'));
  // Else it goes as soon as it is empty.
  setClockAhead(fleet.home, 0);
  await view.press('Enter');
  await view.waitFor(/^❯.half a thou/m);
  await view.press(...Array.from({ length: 11 }, () => 'BSpace'), 'Left');
  await view.waitFor(selected('claude in project'));
  setClockAhead(fleet.home, 13);
  await view.waitGone('claude in project');
  expect(await fleet.list()).toEqual([]);
});

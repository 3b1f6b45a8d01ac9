import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Fleet } from '../helpers/fleet.ts';
import { openFleet, selected, under } from '../helpers/fleet.ts';
import { holdSupervisor } from '../helpers/processes.ts';
import { waitFor } from '../helpers/wait.ts';

function killSupervisor({ home }: Fleet): number {
  const { pid } = JSON.parse(readFileSync(join(home.agentsHome, 'daemon/lock'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  return pid;
}

it('says within 2 s that the supervisor died, starts it again, and loses nothing', async () => {
  const fleet = openFleet();
  await fleet.start('asking', 'scn-ask');
  await fleet.start('mover', 'scn-slow-2');
  await fleet.waitFor('mover', { state: 'working' });
  const view = await fleet.view();
  await view.waitFor(under('Needs input', 'asking'));
  await view.waitGone(/supervisor/i);
  const before = killSupervisor(fleet);
  await view.waitFor('The supervisor has died; starting it again', { limitMs: 2000 });
  await view.waitFor('The supervisor runs again; nothing was lost', { limitMs: 3000 });
  await view.waitFor(under('Completed', 'mover'));
  await view.waitFor(under('Needs input', 'asking'));
  expect(readFileSync(join(fleet.home.agentsHome, 'daemon/lock'), 'utf8')).not.toContain(`"pid":${before},`);
});

it('says that a supervisor hangs, and ends it also then', async () => {
  const fleet = openFleet();
  await fleet.job('job', 'sleep 60');
  await fleet.waitFor('job', { pid: expect.any(Number) });
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(under('Working', 'job'));
  const lock = join(fleet.home.agentsHome, 'daemon/lock');
  const before = readFileSync(lock, 'utf8');
  holdSupervisor(fleet.home);
  const aWhileAgo = (Date.now() - 120_000) / 1000;
  utimesSync(lock, aWhileAgo, aWhileAgo);
  await view.waitFor('The supervisor hangs: agents daemon stop ends it, and it starts again.', {
    limitMs: 5000,
  });
  expect((await fleet.agents('daemon', 'status')).stdout).toMatch(
    /^supervisor +hangs \(agents daemon stop ends it\)/,
  );
  expect((await fleet.agents('doctor')).stdout).toMatch(
    /^problem +supervisor +.*hangs: .*\n +→ agents daemon stop/m,
  );
  expect((await fleet.agents('daemon', 'stop')).stdout).toContain('stopped; sessions go on');
  await view.waitFor('The supervisor runs again; nothing was lost', { limitMs: 5000 });
  expect(readFileSync(lock, 'utf8')).not.toBe(before);
  await fleet.waitFor('job', { state: 'working' });
});

it('starts the supervisor with the next verb, which says so', async () => {
  const fleet = openFleet();
  await fleet.job('job', 'sleep 60');
  await fleet.waitFor('job', { pid: expect.any(Number) });
  // In the first seconds after a dispatch a supervisor may just be starting, and nothing is said.
  const isOlder = async () => Date.now() - ((await fleet.list())[0]?.startedAt ?? Date.now()) > 3000;
  await waitFor(isOlder, { what: 'the dispatch to be some seconds old' });
  killSupervisor(fleet);
  expect((await fleet.agents('list')).stderr).toContain('was not running and was started');
  await fleet.waitFor('job', { state: 'working' });
});

it('lets sessions and supervisor survive the view', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  await view.run('! echo ready; sleep 60');
  await view.waitFor(/^❯ \S echo ready +ready/m);
  await view.close();
  const [row] = await fleet.list();
  await fleet.waitFor(row?.name ?? '', { state: 'working', summary: 'ready' });
  expect((await fleet.agents('daemon', 'status')).stdout).toMatch(/running, pid/);
});

it('starts a session also when the terminal is closed right after Enter', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  await view.settle();
  await view.run('! echo ready; sleep 60');
  await view.waitFor(/^❯ \S echo ready/m);
  await view.close();
  await fleet.waitFor('echo ready', { state: 'working', summary: 'ready' });
});

it('shows the tmux server’s death on every row, and starts new sessions after it', async () => {
  const fleet = openFleet();
  await fleet.job('first', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('first'));
  await fleet.waitFor('first', { pid: expect.any(Number) });
  await fleet.tmux('kill-server');
  await view.waitFor(/first +interrupted/, { limitMs: 3000 });
  await view.run('! echo second life; sleep 60');
  await view.waitFor(/Working \d+\n❯ .* second life/);
});

it('keeps its files where they are promised, for nobody else to read', async () => {
  const fleet = openFleet();
  const id = await fleet.job('teller', 'echo "$AGENTS_JOB_ID $AGENTS_JOB_DIR"; sleep 60');
  const { agentsHome } = fleet.home;
  const job = join(agentsHome, 'jobs', id);
  await fleet.waitFor('teller', { summary: `${id} ${job}` });
  await waitFor(() => existsSync(join(agentsHome, 'daemon/roster.json')), { what: 'roster' });
  for (const path of ['daemon.log', 'daemon/roster.json', `jobs/${id}/state.json`, `jobs/${id}/spec.json`])
    expect(statSync(join(agentsHome, path)).mode & 0o777, path).toBe(0o600);
  for (const path of ['.', 'jobs', `jobs/${id}`, `jobs/${id}/tmp`])
    expect(statSync(join(agentsHome, path)).mode & 0o777, path).toBe(0o700);
  const roster = JSON.parse(readFileSync(join(agentsHome, 'daemon/roster.json'), 'utf8'));
  expect(roster.running).toMatchObject([{ id, pid: expect.any(Number) }]);
});

it('moves the record of a removed session to the trash, whole', async () => {
  const fleet = openFleet();
  const id = await fleet.start('gone', 'scn-hello');
  await fleet.agents('rm', id);
  const { agentsHome } = fleet.home;
  expect(existsSync(join(agentsHome, 'jobs', id))).toBe(false);
  const [trashed = ''] = readdirSync(join(agentsHome, 'trash')).filter(name => name.startsWith(id));
  expect(readdirSync(join(agentsHome, 'trash', trashed))).toContain('spec.json');
  expect(readFileSync(join(agentsHome, 'trash', trashed, 'prompt.md'), 'utf8')).toBe('scn-hello');
});

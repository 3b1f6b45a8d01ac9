import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeService } from '../helpers/claude-service.ts';
import { openFleet } from '../helpers/fleet.ts';
import { waitUntil } from '../helpers/wait.ts';

const id = '815cc2d3';
const asks = {
  name: 'whiskey',
  status: 'waiting',
  waitingFor: 'permission prompt',
  tempo: 'blocked',
  needs: 'approve Bash: touch made.txt',
};

async function open() {
  const fleet = openFleet();
  const service = claudeService(fleet.home);
  await fleet.agents('daemon', 'start');
  return { fleet, service };
}

it("shows what a session in Claude Code's own background asks, and gives the terminal to claude attach", async () => {
  const { fleet, service } = await open();
  const view = await fleet.view();
  const { pid } = service.start(id, asks);
  await view.waitFor(/Needs input 1\n❯ . +whiskey +Bash: touch made.txt/, { limitMs: 12_000 });
  expect(await fleet.waitFor('whiskey', { state: 'needs-input' })).toMatchObject({
    id,
    pid,
    kind: 'adopted',
    waitingFor: 'permission',
    backend: 'claude',
  });
  await view.press('Space');
  await view.waitFor(
    /│ touch made.txt[\s\S]*Enter attaches: it is answered there \(claude attach 815cc2d3\)/,
  );
  await view.press('Enter');
  await view.waitFor(/attached to 815cc2d3/);
  service.write(id, { ...asks, tempo: 'idle', state: 'done', detail: 'All is done' });
  await view.press('Enter');
  await view.waitFor(/Completed 1\n❯ . +whiskey +All is done/, { limitMs: 12_000 });
});

it('sends nothing there, stops it with claude stop, and keeps its row until it is taken away', async () => {
  const { fleet, service } = await open();
  const { pid } = service.start(id, { name: 'whiskey', status: 'busy' });
  await fleet.waitFor('whiskey', { state: 'working' }, { limitMs: 12_000 });
  expect(await fleet.agents('send', id, 'hello')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`claude attach ${id}`),
  });
  expect((await fleet.agents('stop', id)).stdout).toBe(`stopped · ${id} · whiskey\n`);
  expect(await fleet.waitFor('whiskey', { state: 'stopped' }, { limitMs: 12_000 })).toMatchObject({ id });
  expect(() => process.kill(pid, 0)).toThrow();
  await fleet.agents('rm', id);
  expect(await fleet.list()).toEqual([]);
  await fleet.job('witness', 'sleep 600');
  await fleet.waitFor('witness', { state: 'working' });
  expect((await fleet.list()).map(({ name }) => name)).toEqual(['witness']);
});

it('follows a session whose conversation is moved there with /bg, and resumes it here when it has ended there', async () => {
  const { fleet, service } = await open();
  const own = await fleet.start('moved', 'say it scn-hello');
  const { sessionId } = await fleet.waitFor('moved', { state: 'completed' });
  const { pid } = service.start(id, { name: 'moved 1234', status: 'busy' }, sessionId);
  const pane = (await fleet.list())[0]?.tmux?.pane ?? '';
  await fleet.tmux('send-keys', '-t', pane, '/exit');
  await fleet.waitForScreen('moved', '/exit');
  await fleet.tmux('send-keys', '-t', pane, 'Enter');
  const moved = await fleet.waitFor('moved', { backend: 'claude' }, { limitMs: 12_000 });
  expect(moved).toMatchObject({
    id: own,
    pid,
    state: 'working',
    sessionId: `${id}-0000-4000-8000-000000000000`,
  });
  expect((await fleet.list()).map(entry => entry.id)).toEqual([own]);
  expect((await fleet.agents('respawn', own)).stdout).toBe(`resumed · ${own} · moved\n`);
  expect(readFileSync(join(fleet.home.claudeConfig, 'respawned'), 'utf8')).toBe(`respawned ${id}\n`);
  await fleet.agents('stop', own);
  await fleet.waitFor('moved', { state: 'stopped', backend: 'tmux' }, { limitMs: 12_000 });
  expect((await fleet.list()).map(entry => entry.id)).toEqual([own]);
});

it('lists no spare process of the service, and nothing of it when adoption is switched off', async () => {
  const { fleet, service } = await open();
  service.start(id, { name: 'whiskey' });
  await fleet.waitFor('whiskey', { state: 'working' }, { limitMs: 12_000 });
  const sessions = join(fleet.home.claudeConfig, 'sessions');
  const spare = {
    pid: process.pid,
    sessionId: 'bbbbbbbb-1',
    cwd: '/',
    status: 'idle',
    kind: 'bg',
    spare: true,
  };
  writeFileSync(join(sessions, `${process.pid}.json`), JSON.stringify(spare));
  const settings = join(fleet.home.env['XDG_CONFIG_HOME'] ?? '', 'agents');
  mkdirSync(settings, { recursive: true });
  await fleet.job('witness', 'sleep 600');
  await fleet.waitFor('witness', { state: 'working' });
  expect((await fleet.list()).map(({ name }) => name).sort()).toEqual(['whiskey', 'witness']);
  writeFileSync(join(settings, 'settings.json'), '{"adopt": false}');
  await fleet.agents('daemon', 'stop');
  await fleet.agents('daemon', 'start');
  const isGone = async () => (await fleet.list()).every(({ name }) => name !== 'whiskey');
  await waitUntil(isGone, () => 'Its row should go away', { limitMs: 12_000 });
});

it('takes one that its service has recorded and not started yet for no end', async () => {
  const { fleet, service } = await open();
  service.write(id, asks);
  await fleet.job('witness', 'sleep 600');
  await fleet.waitFor('witness', { state: 'working' });
  // Its row comes with a look that has seen the other, too.
  const { pid } = service.start('925cc2d3', { name: 'later', status: 'busy' });
  await fleet.waitFor('later', { state: 'working', pid }, { limitMs: 12_000 });
  expect((await fleet.list()).map(({ name }) => name)).not.toContain('whiskey');
  service.start(id, asks);
  await fleet.waitFor('whiskey', { state: 'needs-input' }, { limitMs: 12_000 });
  const view = await fleet.view();
  await view.waitFor(/❯ . +whiskey/);
  await view.press('Space');
  expect(await view.waitFor(/Since it began \([^)]*\): asked once/)).not.toMatch(/failed|, ended/);
});

it('says first how one there is answered, and has no options where they are not known', async () => {
  const { fleet, service } = await open();
  service.start(id, { ...asks, needs: 'approve plan' });
  const row = await fleet.waitFor(
    'whiskey',
    { state: 'needs-input', waitingFor: 'plan' },
    { limitMs: 12_000 },
  );
  expect(row).toMatchObject({ question: { text: 'Would you like to proceed?' } });
  expect(row.question).not.toHaveProperty('options');
  const told = `agents: Attach to answer whiskey: Enter, or claude attach ${id}. It runs in Claude Code's own background. Nothing was sent.\n`;
  for (const words of [['yes'], ['--choose', '1']]) {
    expect(await fleet.agents('send', id, ...words)).toMatchObject({ code: 1, stderr: told });
  }
  service.write(id, { name: 'whiskey', tempo: 'idle', state: 'done', detail: 'All is done' });
  await fleet.waitFor('whiskey', { state: 'completed' }, { limitMs: 12_000 });
  expect((await fleet.agents('send', id, 'more')).stderr).toContain('Attach to write to whiskey: ');
});

it('starts one there again with agents respawn, as Enter does', async () => {
  const { fleet, service } = await open();
  service.start(id, { name: 'whiskey', status: 'busy' });
  await fleet.waitFor('whiskey', { state: 'working' }, { limitMs: 12_000 });
  await fleet.agents('stop', id);
  await fleet.waitFor('whiskey', { state: 'stopped' }, { limitMs: 12_000 });
  expect((await fleet.agents('respawn', id)).stdout).toBe(`resumed · ${id} · whiskey\n`);
  expect(readFileSync(join(fleet.home.claudeConfig, 'respawned'), 'utf8')).toBe(`respawned ${id}\n`);
});

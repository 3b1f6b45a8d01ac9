import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorld } from '../../src/operations/context/world.ts';
import { dispatch } from '../../src/operations/dispatch/dispatch.ts';
import { writeUserState } from '../../src/system/store/job/user-state.ts';
import { openFleet, selected } from '../helpers/fleet.ts';
import { kill } from '../helpers/processes.ts';
import { jobFile } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitFor } from '../helpers/wait.ts';

/** What every process of this home takes for the memory of the machine. */
function setMemoryFree({ root, agentsHome }: ScratchHome, percent: number): void {
  mkdirSync(join(root, 'pressure/proc'), { recursive: true });
  writeFileSync(join(root, 'pressure/proc/meminfo'), `MemTotal: 100 kB\nMemAvailable: ${percent} kB\n`);
  if (existsSync(join(agentsHome, 'daemon/wake'))) writeFileSync(join(agentsHome, 'daemon/wake'), '\n');
}

function homeWith(settings: object): ScratchHome {
  const home = scratchHome();
  mkdirSync(join(home.root, 'config/agents'), { recursive: true });
  writeFileSync(join(home.root, 'config/agents/settings.json'), JSON.stringify(settings));
  return home;
}

const supervisorPid = ({ agentsHome }: ScratchHome): number =>
  JSON.parse(readFileSync(join(agentsHome, 'daemon/lock'), 'utf8')).pid;

it('queues while memory is short, says why, and starts by itself when it no longer is', async () => {
  const fleet = openFleet(homeWith({ queue: { staggerMs: 300 } }));
  setMemoryFree(fleet.home, 18);
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.run('patient words scn-hello');
  await view.waitFor(/Queued[^\n]*\n❯ ◌ patient words scn-hello +queued: memory 18 % free/);
  const answer = await fleet.agents('run', 'scn-hello', '--name', 'shell');
  expect(answer.stdout).toMatch(/^queued · [0-9a-f]{8} · shell · memory 18 % free/);
  const now = await fleet.agents('run', 'scn-hello', '--name', 'urgent', '--now');
  expect(now.stdout).toMatch(/^backgrounded · /);
  await fleet.waitFor('urgent', { state: 'completed' });
  await view.waitFor(/◌ shell +queued: memory 18 % free/);
  // A person who does not want to wait.
  await view.press('Enter');
  await view.waitFor(/❯.patient words[\s\S]*manual mode on/);
  await view.press('C-z');
  await view.waitFor(selected('patient words'));
  await fleet.waitFor('shell', { state: 'queued' });
  setMemoryFree(fleet.home, 80);
  await fleet.waitFor('shell', { state: 'completed' });
  await view.waitGone('Queued');
});

it.each([
  [80, 24],
  [160, 50],
])(
  'at %ix%i shows the queue in its order and what each will do, and keeps a reply for later',
  async (columns, rows) => {
    const fleet = openFleet(homeWith({ queue: { staggerMs: 0 } }));
    setMemoryFree(fleet.home, 10);
    for (const name of ['first', 'second', 'third'])
      await fleet.agents('run', `Words of ${name} scn-hello`, '--name', name);
    const view = await fleet.view({ columns, rows });
    await view.waitFor(/Queued 3\n. ◌ first .*\n. ◌ second .*\n. ◌ third /);
    await view.press('Down', 'Space');
    await view.waitFor(
      /second +queued[^\n]*\n +queued: memory 10 % free · 1 starts before it\n +Words of second scn-hello/,
    );
    await view.waitFor(/enter starts it now/);
    await view.type('Words for later scn-hello');
    await view.press('Enter');
    await view.waitFor('second gets it when its first turn has ended.');
    await view.waitFor('then: Words for later scn-hello');
    const sent = await fleet.agents('send', 'third', '--json', 'Words from the shell scn-hello');
    expect(JSON.parse(sent.stdout)).toMatchObject({ name: 'third', outcome: 'queued' });
    setMemoryFree(fleet.home, 80);
    await view.waitGone('Queued');
    for (const [name, later] of [
      ['second', 'Words for later'],
      ['third', 'Words from the shell'],
    ] as const) {
      const said = async () => (await fleet.agents('logs', name)).stdout;
      await waitFor(
        async () => new RegExp(`Words of ${name}[^]*All done[^]*${later}[^]*All done`).test(await said()),
        { what: `${later} after the task` },
      );
    }
  },
);

it('loses none of a hundred that come at once, keeps their order and starts none twice', {
  timeout: 60_000,
}, async () => {
  const home = homeWith({ queue: { staggerMs: 0 } });
  const fleet = openFleet(home);
  setMemoryFree(home, 5);
  const world = openWorld({ ...home.env });
  const log = join(home.root, 'starts');
  const names = Array.from({ length: 100 }, (_, index) => `job ${index}`);
  const ids = names.map(name => {
    const text = `echo ${name} >>${log}; sleep 600`;
    const request = { kind: 'exec', agent: 'shell', text, cwd: home.project, name, flags: [] } as const;
    const { spec, queued } = dispatch({ ...world, now: () => world.now() + names.indexOf(name) }, request);
    expect(queued).toBe('memory 5 % free');
    return spec.id;
  });
  // One of them is pinned, one is taken away, one is stopped.
  writeUserState(world.paths, ids[70] ?? '', { pinned: true });
  await fleet.agents('rm', ids[50] ?? '');
  await fleet.agents('stop', ids[60] ?? '');
  await fleet.waitFor('job 99', { state: 'queued' });
  setMemoryFree(home, 80);
  const started = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  for (const count of [20, 60]) {
    await waitFor(() => started().length >= count, { what: `start ${count}`, limitMs: 20_000 });
    await kill(supervisorPid(home));
    await fleet.agents('daemon', 'start');
  }
  await waitFor(() => started().length >= 98, { what: 'start of all', limitMs: 30_000 });
  const expected = names.filter((_, index) => index !== 50 && index !== 60);
  expect([...started()].sort()).toEqual([...expected].sort());
  // Shells write when they come to run: nearly in the order of their starts, of which eight are made at once.
  expect(started().indexOf('job 70')).toBeLessThanOrEqual(24);
  const inOrder = expected.filter(name => name !== 'job 70');
  const found = started().filter(name => name !== 'job 70');
  const moved = found.map((name, index) => Math.abs(inOrder.indexOf(name) - index));
  expect(Math.max(...moved)).toBeLessThanOrEqual(24);
  await waitFor(() => readdirSync(join(home.agentsHome, 'queue')).length === 0, { what: 'empty queue' });
  expect(ids.filter(id => jobFile(home, id, 'start-environment.json'))).toEqual([]);
  await fleet.waitFor('job 60', { state: 'stopped' });
});

it('runs no more agents at once than maxSessions, however many ask', async () => {
  const fleet = openFleet(homeWith({ maxSessions: 2, queue: { staggerMs: 0 } }));
  const answers = await Promise.all(
    [1, 2, 3, 4].map(number => fleet.agents('run', 'scn-slow-600', '--name', `agent ${number}`)),
  );
  expect(answers.map(({ stdout }) => stdout.split(' ')[0]).sort()).toEqual([
    'backgrounded',
    'backgrounded',
    'queued',
    'queued',
  ]);
  const states = async () =>
    (await fleet.list())
      .map(({ state }) => state)
      .sort()
      .join();
  await waitFor(async () => (await states()) === 'queued,queued,working,working', { what: 'two that wait' });
  const reasons = async () =>
    (await fleet.list()).flatMap(({ state, summary }) => (state === 'queued' ? [summary] : []));
  // Until both that come first have begun, the others wait for those.
  const most = 'queued: 2 sessions run, the most allowed';
  await waitFor(async () => (await reasons()).join() === [most, most].join(), { what: 'reason' });
  const running = (await fleet.list()).find(({ state }) => state === 'working');
  await fleet.agents('stop', running?.id ?? '');
  await waitFor(async () => (await states()) === 'queued,stopped,working,working', { what: 'next one' });
  // nor is anything started that waits.
  await fleet.agents('settings', 'set', 'disableAgentView', 'true');
  await waitFor(async () => (await reasons()).join() === 'queued: agents is switched off', {
    what: 'switch',
  });
  await fleet.agents('settings', 'unset', 'disableAgentView');
  // The supervisor that runs takes it up.
  await fleet.agents('settings', 'set', 'maxSessions', '3');
  await waitFor(async () => (await states()) === 'stopped,working,working,working', { what: 'last one' });
});

it('respawn --all starts no more than the machine has room for, and by name all the same', async () => {
  const fleet = openFleet(homeWith({ queue: { staggerMs: 0 } }));
  const ids = [await fleet.start('one', 'scn-slow-600'), await fleet.start('two', 'scn-slow-600')];
  const atWork = { state: 'working', summary: expect.not.stringMatching(/^starting/) };
  for (const name of ['one', 'two']) await fleet.waitFor(name, atWork);
  await fleet.tmux('kill-server');
  for (const name of ['one', 'two']) await fleet.waitFor(name, { state: 'failed' });
  setMemoryFree(fleet.home, 10);
  const full = await fleet.agents('respawn', '--all');
  expect(full).toMatchObject({ code: 1, stdout: '' });
  for (const id of ids)
    expect(full.stderr).toContain(
      `was left: memory 10 % free. By name it is started all the same: agents respawn ${id}`,
    );
  expect((await fleet.agents('respawn', 'one')).stdout).toMatch(/^resumed · /);
  await fleet.waitFor('one', { state: 'idle', pid: expect.any(Number) });
  setMemoryFree(fleet.home, 80);
  expect((await fleet.agents('respawn', '--all')).stdout).toContain(`resumed · ${ids[1]} · two`);
});

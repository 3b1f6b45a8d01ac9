import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet } from '../helpers/fleet.ts';
import { agents as program } from '../helpers/program.ts';
import { makeRepository } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

it('reads the task from a file or standard input, and tells scripts what it started', async () => {
  const fleet = openFleet();
  const asJson = await program(fleet.home, ['run', '-', '--name', 'piped', '--json'], { input: 'scn-hello' });
  const started = JSON.parse(asJson.stdout);
  expect(started).toMatchObject({ name: 'piped', agent: 'claude', cwd: fleet.home.project });
  await program(fleet.home, ['run', '--prompt-file', '-', '--name', 'file'], { input: 'scn-hello' });
  await fleet.waitFor('piped', { id: started.id, state: 'completed', sessionId: started.sessionId });
  await fleet.waitFor('file', { state: 'completed' });
});

it('returns from run when the row is there with its place', async () => {
  const fleet = openFleet();
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    await fleet.agents('run', '--exec', 'sleep 60', '--name', name, '--now');
    const row = (await fleet.list()).find(entry => entry.name === name);
    expect(row).toMatchObject({ state: 'working', tmux: { session: expect.stringMatching(/^\$\d+$/) } });
  }
});

it('streams every session as a line of JSON, then each change within a second, until Ctrl+C', async () => {
  const fleet = openFleet();
  const id = await fleet.job('first', 'sleep 60');
  await fleet.waitFor('first', { state: 'working' });
  const watch = stream(fleet, 'watch');
  await watch.until(/"change":"listed","id":"[0-9a-f]{8}","name":"first"/);
  await fleet.agents('rename', id, 'second');
  const isTold = () => /"change":"changed",.*"name":"second"/.test(watch.text());
  // Ten lists take a second where there is time for us, and longer where the stream does, too.
  for (let lists = 0; lists < 10 && !isTold(); lists += 1) await fleet.list();
  expect(isTold()).toBe(true);
  await fleet.job('third', 'exit 3');
  await watch.until(/"change":"added",.*"name":"third"/);
  await watch.until(/"name":"third",.*"state":"failed".*"exitCode":3/);
  await fleet.agents('rm', 'third');
  await watch.until(/"change":"removed",.*"name":"third"/);
  for (const line of watch.text().trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('status');
  watch.child.kill('SIGINT');
  expect(await watch.ended).toBe(0);
  expect(watch.problems()).toBe('');
});

it('ends quietly when nobody reads the stream any more', async () => {
  const fleet = openFleet();
  const id = await fleet.job('only', 'sleep 60');
  const watch = stream(fleet, 'watch');
  await watch.until(/"name":"only"/);
  watch.child.stdout?.destroy();
  await fleet.agents('rename', id, 'other');
  expect(await watch.ended).toBe(0);
  expect(watch.problems()).toBe('');
});

it('renames, pins and unpins, and stops and removes several at once', async () => {
  const fleet = openFleet();
  const ids = [await fleet.job('one', 'sleep 60'), await fleet.job('two', 'sleep 60')];
  expect((await fleet.agents('rename', 'one', 'uno', 'mas')).stdout).toBe(
    `renamed · ${ids[0]} · one → uno mas\n`,
  );
  expect((await fleet.agents('pin', 'uno mas', 'two')).stdout).toBe(
    `pinned · ${ids[0]} · uno mas\npinned · ${ids[1]} · two\n`,
  );
  await fleet.waitFor('uno mas', { id: ids[0], pinned: true });
  expect(JSON.parse((await fleet.agents('pin', 'two', '--off', '--json')).stdout)).toEqual([
    { id: ids[1], name: 'two', pinned: false },
  ]);
  // As docker rm does: the valid ones, and each wrong one by its name.
  const half = await fleet.agents('pin', 'two', 'nosuch', 'uno mas', 'nothing');
  expect(half).toMatchObject({ code: 1, stdout: `pinned · ${ids[1]} · two\npinned · ${ids[0]} · uno mas\n` });
  expect(half.stderr).toMatch(/^agents: No session "nosuch"\..*\nagents: No session "nothing"\..*\n$/);
  expect(JSON.parse((await fleet.agents('stop', ...ids, '--json')).stdout)).toEqual([
    { id: ids[0], name: 'uno mas', stopped: true },
    { id: ids[1], name: 'two', stopped: true },
  ]);
  const respawned = await fleet.agents('respawn', 'nosuch', 'two', '--json');
  expect(respawned).toMatchObject({ code: 1, stderr: expect.stringContaining('"nosuch"') });
  expect(JSON.parse(respawned.stdout)).toEqual([
    { word: 'nosuch', problem: expect.stringContaining('No session'), code: 'no-session' },
    { id: ids[1], name: 'two', outcome: 'started' },
  ]);
  expect(await fleet.agents('stop', 'nosuch', 'two')).toMatchObject({
    code: 1,
    stdout: `stopped · ${ids[1]} · two\n`,
  });
  const removed = await fleet.agents('rm', 'two', 'nosuch', ids[0] ?? '');
  expect(removed).toMatchObject({ code: 1, stderr: expect.stringContaining('No session "nosuch"') });
  expect(await fleet.list()).toEqual([]);
});

it('follows the output of a job line by line, and of an agent without its composer, until they end', async () => {
  const fleet = openFleet();
  await fleet.job(
    'steps',
    'for i in 1 2 3 4 5 6; do echo "step $i"; sleep 0.3; done; printf "\\033[31mred\\033[0m\\n"',
  );
  await fleet.start('greeter', 'scn-hello');
  const logs = stream(fleet, 'logs', '-f', 'steps');
  expect(await logs.ended).toBe(0);
  expect(logs.text()).toBe('step 1\nstep 2\nstep 3\nstep 4\nstep 5\nstep 6\nred\n');
  const id = expect.stringMatching(/^[0-9a-f]{8}$/);
  const last = await fleet.agents('logs', 'steps', '-n', '2', '--json');
  expect(JSON.parse(last.stdout)).toEqual({ id, name: 'steps', lines: ['step 6', 'red'] });
  const asJson = await fleet.agents('logs', 'steps', '-f', '-n', '2', '--json');
  const told = asJson.stdout.trimEnd().split('\n');
  expect(told.map(line => JSON.parse(line))).toEqual([
    { id, line: 'step 6' },
    { id, line: 'red' },
  ]);
  const agent = stream(fleet, 'logs', 'greeter', '-f');
  await agent.until(/three files checked/);
  await fleet.agents('stop', 'greeter');
  expect(await agent.ended).toBe(0);
  expect(agent.text().match(/three files checked/g)).toHaveLength(1);
  expect(agent.text()).not.toContain('\u001b');
});

it('respawns a running session in its own conversation, and --all those that were interrupted', async () => {
  const fleet = openFleet();
  const ids = [
    await fleet.start('one', 'scn-hello'),
    await fleet.start('two', 'scn-hello'),
    await fleet.start('busy', 'scn-think-60'),
  ];
  const one = await fleet.waitFor('one', { state: 'completed' });
  await fleet.waitFor('two', { state: 'completed' });
  const busy = await fleet.waitFor('busy', { state: 'working', pid: expect.any(Number) });
  expect((await fleet.agents('respawn', 'one')).stdout).toBe(`resumed · ${ids[0]} · one\n`);
  await fleet.waitFor('one', { state: 'completed', sessionId: one.sessionId });
  const again = await fleet.waitFor('one', { pid: expect.any(Number) });
  expect(again.pid).not.toBe(one.pid);
  await fleet.tmux('kill-session', '-t', '=two');
  await fleet.waitFor('two', { state: 'failed' });
  const all = await fleet.agents('respawn', '--all');
  expect(all.stdout).toContain(`resumed · ${ids[1]} · two\n`);
  expect(all.stdout).toContain(`left · ${ids[2]} · busy · it works; name it`);
  await fleet.waitFor('two', { state: 'completed', pid: expect.any(Number) });
  await fleet.waitFor('busy', { state: 'working', pid: busy.pid });
});

it('says which verb, session or word is wrong, and which may be meant, with exit codes of their own', async () => {
  const fleet = openFleet();
  const wrong = [
    [['stpo', 'x'], 2, /no verb "stpo". Did you mean "agents stop"\?/],
    [['stop'], 2, /Which session\? agents stop/],
    [['stop', 'x', '--frobnicate'], 2, /--frobnicate/],
    [['logs', 'x', '-n', 'many'], 2, /whole number/],
    [['rename', 'x'], 2, /new name/],
    [['completion', 'ksh'], 2, /bash\|zsh\|fish/],
    [['attach', 'x', 'y'], 2, /"y" is left over\. agents attach/],
    [['logs', 'x', 'y'], 2, /"y" is left over\. agents logs/],
    [['list', 'x'], 2, /"x" is left over/],
    [['settings', 'frob'], 2, /no "agents settings frob"/],
    [['settings', 'set', 'mouse'], 2, /Which value\? "mouse" must be true or false/],
    [['settings', 'set', 'agent', 'claud'], 2, /no agent\. Did you mean "claude"\? Nothing was changed/],
    [['path', 'nowhere'], 1, /No session "nowhere".*No project/],
  ] as const;
  for (const [words, code, says] of wrong) {
    const answer = await fleet.agents(...words);
    expect(answer).toMatchObject({ code, stdout: '' });
    expect(answer.stderr).toMatch(says);
  }
});

it('has a usage, every option and an example of each verb under --help', async () => {
  const fleet = openFleet();
  const names = [...(await fleet.agents('--help')).stdout.matchAll(/^ {2}agents ([a-z]+) {2,}\S/gm)].map(
    ([, name = '']) => name,
  );
  expect(names.length).toBeGreaterThan(15);
  const helps = await Promise.all(names.map(name => fleet.agents(name, '--help')));
  for (const [index, { code, stdout }] of helps.entries()) {
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`\\n\\n  agents ${names[index]}[\\s\\S]*\\nExample:\\n  .*agents ${names[index]}`),
    );
  }
  expect(helps[names.indexOf('run')]?.stdout).toMatch(/ {2}--permission-mode MODE +\S/);
});

it('prints where a session and a project live, and says where they have gone', async () => {
  const fleet = openFleet();
  const { home, agents } = fleet;
  const shop = join(home.root, 'work/shop');
  mkdirSync(shop, { recursive: true });
  await agents('run', '--exec', 'true', '--name', 'login', '--cwd', shop);
  for (const word of ['login', 'shop'])
    expect(await agents('path', word)).toMatchObject({ code: 0, stdout: `${shop}\n` });
  expect((await agents('path', 'project')).code).toBe(1);
  renameSync(shop, `${shop}-old`);
  for (const word of ['login', 'shop']) {
    const moved = await agents('path', word);
    expect(moved).toMatchObject({ code: 1, stdout: '' });
    expect(moved.stderr).toContain(`has moved: it is ${shop}-old now.`);
  }
  const again = await agents('respawn', 'login');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`its directory ${shop} has moved to ${shop}-old. Move it back`);
  // Another directory with the old name is not taken for the one that was meant.
  mkdirSync(shop);
  expect(JSON.parse((await agents('path', 'login', '--json')).stdout)).toMatchObject({
    state: 'moved',
    movedTo: `${shop}-old`,
  });
  renameSync(`${shop}-old`, join(home.root, 'gone'));
  renameSync(shop, join(home.root, 'bin/gone'));
  writeFileSync(join(home.root, 'work/shop'), '');
  expect((await agents('path', 'login')).stderr).toMatch(/has moved: it is .*\/gone now|no longer there/);
});

it.each([
  [80, 24],
  [160, 50],
])(
  'at %ix%i the peek tells that the directory of a session has moved, its worktree with it',
  async (columns, rows) => {
    const fleet = openFleet();
    const { home, agents } = fleet;
    const [shop, moved] = ['shop', 'new'].map(name => join(home.root, name)) as [string, string];
    makeRepository(shop, home.env);
    await agents('run', 'scn-hello', '--name', 'login', '--cwd', shop);
    await fleet.waitFor('login', { state: 'completed' });
    const view = await fleet.view({ columns, rows });
    await view.press('Space');
    await view.waitFor(/agents\/login · no changes/);
    renameSync(shop, moved);
    await view.waitFor(new RegExp(`Its directory has moved to ${moved}`));
    const path = `${moved}/.agents/worktrees/login`;
    expect((await agents('path', 'login')).stderr).toContain(`has moved: it is ${path} now.`);
    // What runs is not stopped for a start that would fail.
    const again = await agents('respawn', 'login');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('has moved to') });
    await fleet.waitFor('login', { state: 'completed', pid: expect.any(Number) });
    renameSync(moved, shop);
    await view.waitGone('Its directory has moved');
  },
);

it('records who started whom, shows it as a tree, and names tmux sessions by role and scope', async () => {
  const fleet = openFleet();
  const worker = 'agents run --exec "sleep 60" --role engineer --name login; sleep 60';
  const manager = await fleet.job('manager', worker);
  const entry = await fleet.waitFor('login', {
    state: 'working',
    role: 'engineer',
    parent: manager,
    host: 'local',
  });
  expect((await fleet.agents('list', '--tree')).stdout).toMatch(
    new RegExp(`^${manager}  working +manager .*\n${entry.id}  working +└ login `),
  );
  expect(await fleet.tmux('ls', '-F', '#{session_name}')).toBe('engineer-login\nmanager\n');
  await fleet.tmux('kill-session', '-t', '=engineer-login');
  await fleet.waitFor('login', { state: 'failed' });
});

interface Stream {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly problems: () => string;
  readonly until: (expected: RegExp) => Promise<void>;
  readonly ended: Promise<number | null>;
}

/** A verb that goes on while the test does. */
function stream(fleet: Fleet, ...words: readonly string[]): Stream {
  const child = spawn('agents', words, { env: fleet.home.env, cwd: fleet.home.project });
  let [text, problems] = ['', ''];
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    problems += part.toString();
  });
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  const until = async (expected: RegExp) => {
    await waitUntil(
      () => expected.test(text),
      () => `No ${expected} in: ${text} ${problems}`,
    );
  };
  return { child, text: () => text, problems: () => problems, until, ended };
}

it('takes the beginning of a name wherever a session is named, and refuses one that several have', async () => {
  const fleet = openFleet();
  const id = await fleet.job('Deploy shop', 'echo hello; sleep 60');
  await fleet.job('login', 'sleep 60');
  await fleet.job('login rework', 'sleep 60');
  await fleet.waitFor('Deploy shop', { tmux: expect.any(Object) });
  const verbs = [
    ['logs', 'dep'],
    ['path', 'Depl'],
    ['pin', 'deploy'],
    ['stop', 'dep'],
    ['rm', 'dep'],
    ['restore', 'dep'],
  ];
  for (const words of verbs) expect(await fleet.agents(...words), words.join(' ')).toMatchObject({ code: 0 });
  await fleet.agents('rename', 'dep', 'shipped');
  expect((await fleet.agents('stop', 'login')).code).toBe(0);
  expect((await fleet.agents('rm', 'log')).stderr).toMatch(/^agents: "log" could be 2 sessions: \S+ \(login/);
  expect((await fleet.agents('completion', 'words', '--', 'rm', 'ship')).stdout).toMatch(
    /^(shipped|deploy-shop)\t/,
  );
  expect(await fleet.list()).toMatchObject([{}, {}, { id, name: 'shipped' }]);
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { isAlive } from '../helpers/processes.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';

interface Finding {
  readonly what: string;
  readonly level: string;
  readonly says: string;
  readonly advice?: string;
}

it('examines everything that sessions depend on within seconds, and finds what is wrong', async () => {
  const { home, agents, job } = openFleet();
  await job('alive', 'sleep 60');
  const begin = performance.now();
  await agents('list');
  const listed = performance.now();
  const healthy = await agents('doctor', '--json');
  // As on a machine on which a list takes 0.1 s.
  expect(performance.now() - listed).toBeLessThan(Math.max(8000, 80 * (listed - begin)));
  const findings = JSON.parse(healthy.stdout) as readonly Finding[];
  const of = (what: string) => findings.find(finding => finding.what === what);
  expect(of('hooks')).toMatchObject({
    level: 'ok',
    says: expect.stringMatching(/^an event of an agent arrives/),
  });
  expect(of('tmux')).toMatchObject({
    level: 'ok',
    says: expect.stringContaining(`socket ${home.tmuxSocket}`),
  });
  expect(of('Claude Code')?.says).toContain(join(home.root, 'bin/claude'));
  expect(of('sessions')?.says).toBe('1 on record, 0 in the trash');
  for (const what of ['git', 'state', 'locale', 'settings']) expect(of(what)).toMatchObject({ level: 'ok' });
  expect(findings.filter(({ level, advice }) => level === 'problem' && !advice)).toEqual([]);

  mkdirSync(join(home.root, 'config/agents'), { recursive: true });
  writeFileSync(join(home.root, 'config/agents/settings.json'), '{\n  "agent": "codex",\n  "mouse": 3\n}\n');
  mkdirSync(join(home.agentsHome, 'jobs/0badc0de'));
  writeFileSync(join(home.agentsHome, 'jobs/0badc0de/spec.json'), 'null');
  writeFileSync(join(home.agentsHome, 'daemon/hook.sh'), '#!/bin/sh\nexit 0\n');
  const ill = await agents('doctor');
  expect(ill.code).toBe(1);
  expect(ill.stdout).toMatch(
    /^problem {2}settings +.*settings\.json, line 3: "mouse" must be true or false/m,
  );
  expect(ill.stdout).toMatch(/^problem {2}record +.*0badc0de.*\n +→ Move it away/m);
  expect(ill.stdout).toMatch(
    /^problem {2}agent +new sessions run Codex, which is not installed\n +→ .*agents settings set/m,
  );
  // Every start writes the hook again, so a damaged one is mended before it is tried.
  expect(ill.stdout).toMatch(/^ok +hooks/m);
  expect(ill.stdout).toMatch(/\d problems, \d+ notes?\.\n$/);
});

it.each([
  [80, 60],
  [160, 50],
])(
  'at %ix%i asks the terminal what it can do, and leaves nothing of the answers on the line',
  async (columns, rows) => {
    const { home } = openFleet();
    const terminal = await openTerminal({ env: home.env, cwd: home.project, columns, rows });
    await terminal.run('clear; agents doctor; echo "code $?"');
    const screen = await terminal.waitFor(/code \d/, { limitMs: 10_000 });
    expect(screen).toMatch(/^ok +terminal +\S/m);
    for (const what of ['keys', 'truecolor', 'links', 'focus'])
      expect(screen).toMatch(new RegExp(`^(ok|note) +${what} `, 'm'));
    // What does not fit goes on below its beginning.
    const below = screen
      .split('\n')
      .filter(line => /^[a-z]/.test(line) && !/^(ok|note|problem|code) /.test(line));
    expect(below).toEqual([]);
    await terminal.type('echo clean');
    expect(await terminal.waitFor(/echo clean/)).toMatch(/^\$ echo clean$/m);
  },
);

it('sends a notification when it is asked to, and says when that fails', async () => {
  const home = scratchHome();
  const { agents } = openFleet({ ...home, env: { ...home.env, DISPLAY: ':99' } });
  const install = (script: string) =>
    writeFileSync(join(home.root, 'bin/notify-send'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  install('printf "%s\\n" "$@" >"$HOME/notified"');
  expect((await agents('doctor')).stdout).not.toContain('notifications');
  expect((await agents('doctor', '--notify')).stdout).toMatch(
    /^ok +notifications +a test was sent through notify-send$/m,
  );
  expect(readFileSync(join(home.root, 'notified'), 'utf8')).toContain('agents can reach you');
  install('echo "no bus" >&2; exit 1');
  expect((await agents('doctor', '--notify')).stdout).toMatch(
    /^problem +notifications +notify-send failed: /m,
  );
});

it('ends what no record knows, and neither what has one nor what another state directory started', async () => {
  const fleet = openFleet();
  const { agents, job, home, tmux } = fleet;
  const ids = { kept: await job('kept', 'sleep 600'), lost: await job('lost', 'sleep 600') };
  for (const name of Object.keys(ids))
    await fleet.waitFor(name, { state: 'working', pid: expect.any(Number) });
  const lostPid = (await fleet.list()).find(({ name }) => name === 'lost')?.pid ?? 0;
  // The same server, another state directory: its session has a record there alone.
  const other = join(home.root, 'other');
  const launch = join(other, 'jobs/0dd0dd00/launch.sh');
  mkdirSync(dirname(launch), { recursive: true });
  writeFileSync(launch, 'exec sleep 600');
  await tmux('new-session', '-d', '-s', 'other', '/bin/sh', launch);
  await tmux('set-option', '-p', '-t', '=other:', '@agents_id', '0dd0dd00');
  rmSync(join(home.agentsHome, 'jobs', ids.lost), { recursive: true });
  expect((await agents('doctor')).stdout).toMatch(
    new RegExp(`^note +orphans .*: ${ids.lost} \\(lost, runs`, 'm'),
  );
  expect((await agents('doctor', '--fix', '--yes')).stdout).toMatch(new RegExp(`\\nended · ${ids.lost}\\n$`));
  const left = await tmux('list-panes', '-a', '-F', '#{@agents_id}');
  expect(left.trim().split('\n').sort()).toEqual(['0dd0dd00', ids.kept].sort());
  expect(isAlive(lostPid)).toBe(false);
});

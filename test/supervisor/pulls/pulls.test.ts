import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { AgentEvent } from '../../../src/core/events/agent-event.ts';
import { pullKey } from '../../../src/core/pulls/pulls.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { openWorld } from '../../../src/operations/context/world.ts';
import { watchPulls } from '../../../src/supervisor/pulls/pulls.ts';
import { createJob } from '../../../src/system/store/job/jobs.ts';
import { pullsProblem } from '../../../src/system/store/job/pulls-file.ts';
import { isBadJob, readSession } from '../../../src/system/store/job/read-session.ts';
import { type GitHubPull, installGh, type Mode } from '../../helpers/fake-gh.ts';
import { scratchHome } from '../../helpers/scratch-home.ts';
import { aSession } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

const address = (number: number, repo = 'acme/game') => `https://github.com/${repo}/pull/${number}`;
const id = '0000abcd';

interface Given {
  readonly pulls?: readonly GitHubPull[];
  readonly mode?: Mode;
  readonly remote?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One session in a repository with a remote, and what the supervisor does for it beside its rounds. */
function openWatch({ pulls = [], mode, remote = 'https://github.com/acme/game', env = {} }: Given = {}) {
  const home = scratchHome();
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: home.project, env: home.env, stdio: 'pipe' });
  if (remote) git('remote', 'add', 'origin', remote);
  const gh = installGh(home, pulls, mode);
  let now = Date.now();
  const world = { ...openWorld({ ...home.env, ...env }), now: () => now };
  const given = aSession(id, { status: { state: 'completed', since: now, memory: { hasWorked: true } } });
  const session: Session = { ...given, spec: { ...given.spec, cwd: home.project, createdAt: now } };
  createJob(world.paths, session.spec, { prompt: '', files: {} });
  const watch = watchPulls(world, world.now);
  const record = () => {
    const job = readSession(world.paths, id);
    return isBadJob(job) ? [] : (job.pulls ?? []);
  };
  return {
    home,
    git,
    gh,
    world,
    record,
    /** The time goes on, and a round has seen nothing. */
    later: async (seconds: number) => {
      now += seconds * 1000;
      watch.go([session]);
      // What asks nobody has gone its way then.
      await sleep(5);
    },
    event: (data: AgentEvent['data']) =>
      watch.see({ session, events: [{ name: 'PostToolUse', at: now, data }], screen: undefined }),
    /** Waits for the record while rounds go on. */
    until: (fits: (found: ReturnType<typeof record>) => boolean) =>
      waitFor(
        () => {
          now += 1000;
          watch.go([session]);
          return fits(record()) && { found: record() };
        },
        { what: 'such record' },
      ),
  };
}

const created = (...urls: readonly string[]) => ({
  tool_name: 'Bash',
  tool_input: { command: 'gh pr create --fill' },
  tool_response: { stdout: urls.join('\n') },
});

it('records at once what a tool has opened, before GitHub is asked', () => {
  const { event, record, gh } = openWatch();
  event(created(address(7)));
  expect(record()).toMatchObject([{ number: 7, foundIn: 'tool', state: 'unknown' }]);
  expect(gh.calls()).toEqual([]);
});

it.each<[string, Omit<GitHubPull, 'number'>, object]>([
  ['a draft', { isDraft: true, merge: 'DRAFT' }, { state: 'open', isDraft: true }],
  ['pending checks', { checks: ['SUCCESS', null] }, { checks: { passed: 1, failed: 0, pending: 1 } }],
  ['failing ones', { checks: ['FAILURE'] }, { checks: { failed: 1, failing: ['check-1'] } }],
  ['requested changes', { review: 'CHANGES_REQUESTED' }, { review: 'changes-requested' }],
  ['an approval', { review: 'APPROVED', checks: ['SUCCESS'] }, { review: 'approved' }],
  ['a conflict', { merge: 'DIRTY' }, { obstacle: 'conflicts' }],
  ['a merge', { state: 'MERGED' }, { state: 'merged' }],
  ['a closed one', { state: 'CLOSED' }, { state: 'closed' }],
])('learns of %s from gh', async (_name, pull, expected) => {
  const { event, until } = openWatch({ pulls: [{ number: 7, ...pull }] });
  event(created(address(7)));
  const { found } = await until(([one]) => one !== undefined && one.state !== 'unknown');
  expect(found).toMatchObject([{ number: 7, ...expected }]);
});

it('asks no more often than it may, and once for a repository', async () => {
  const { event, until, later, gh } = openWatch({ pulls: [{ number: 7 }, { number: 8 }] });
  event(created(address(7), address(8)));
  await until(found => found.every(({ state }) => state === 'open'));
  const before = gh.calls().length;
  expect(before).toBe(1);
  for (let second = 0; second < 20; second += 2) await later(2);
  expect(gh.calls()).toHaveLength(before);
  // No view is open: two minutes.
  await later(110);
  await until(() => gh.calls().length > before);
  expect(gh.calls().at(-1)?.query).toMatch(/n7: .* n8: /s);
});

it('does not ask about merged ones again', async () => {
  const { event, until, later, gh } = openWatch({ pulls: [{ number: 7, state: 'MERGED' }] });
  event(created(address(7)));
  await until(([one]) => one?.state === 'merged');
  await later(90_000);
  await later(90_000);
  await later(90_000);
  expect(gh.calls()).toHaveLength(1);
});

it('waits as long as GitHub says when it limits requests, and tells the doctor', async () => {
  const { event, until, later, gh, world, record } = openWatch({
    pulls: [{ number: 7 }],
    mode: 'rate-limited',
  });
  event(created(address(7)));
  await until(() => pullsProblem(world.paths) !== undefined);
  expect(pullsProblem(world.paths)).toMatch(/GitHub limits requests; asked again at \d\d:\d\d/);
  gh.set([{ number: 7 }]);
  await later(900);
  expect(gh.calls()).toHaveLength(1);
  expect(record()).toMatchObject([{ number: 7, state: 'unknown' }]);
  await later(400);
  await until(([one]) => one?.state === 'open');
  expect(pullsProblem(world.paths)).toBeUndefined();
});

it('keeps the number, as not known, without a login and without gh, and says why', async () => {
  const { event, until, later, gh, world, home } = openWatch({
    pulls: [{ number: 7, checks: ['SUCCESS'] }],
  });
  event(created(address(7)));
  await until(([one]) => one?.state === 'open');
  gh.set([], 'logged-out');
  await later(200);
  const { found } = await until(([one]) => one?.isStale === true);
  expect(found).toMatchObject([{ number: 7, state: 'open' }]);
  expect(pullsProblem(world.paths)).toBe('gh is not logged in at github.com: run gh auth login.');
  gh.uninstall();
  await later(100);
  await until(() => /not installed/.test(pullsProblem(world.paths) ?? ''));
  const again = installGh(home, [{ number: 7 }]);
  await until(([one]) => one?.isStale === undefined);
  expect(again.calls().length).toBeGreaterThan(0);
  expect(pullsProblem(world.paths)).toBeUndefined();
});

it('says what gh said when it cannot reach GitHub', async () => {
  const { event, until, world } = openWatch({ mode: 'broken' });
  event(created(address(7)));
  await until(() => /^github.com did not answer: check your internet/.test(pullsProblem(world.paths) ?? ''));
});

it('finds those of a pushed branch, and none before it is pushed or of other people’s forks', async () => {
  const { git, later, gh, until } = openWatch({
    pulls: [
      { number: 7, branch: 'jump' },
      { number: 9, branch: 'jump', owner: 'someone' },
      { number: 8, branch: 'jump', state: 'MERGED', createdAt: '2020-01-01T00:00:00Z' },
    ],
  });
  git('switch', '-q', '-c', 'jump');
  await later(2);
  await later(100);
  expect(gh.calls()).toEqual([]);
  git('update-ref', 'refs/remotes/origin/jump', 'HEAD');
  const { found } = await until(pulls => pulls.length > 0);
  expect(found).toMatchObject([{ number: 7, foundIn: 'branch', state: 'open' }]);
});

it('takes from words what is of the own repository, and forgets what was only spoken of', async () => {
  const { event, until, record } = openWatch({
    pulls: [{ number: 7 }, { number: 3, createdAt: '2020-01-01T00:00:00Z' }],
  });
  const urls = [address(7), address(3), address(404), address(9, 'other/thing')];
  event({ last_assistant_message: urls.join(' ') });
  await until(found => found.length === 1 && found[0]?.state === 'open');
  expect(record().map(pullKey)).toEqual(['github.com/acme/game#7']);
  event({ last_assistant_message: address(3) });
  await until(found => found.length === 1);
});

it('never asks a host that the person has not logged in to', async () => {
  const { event, later, gh, until, world, home } = openWatch({
    remote: '',
    env: { GH_ENTERPRISE_TOKEN: 'a-secret' },
  });
  event(created('https://git.evil.example/acme/game/pull/7'));
  await later(2);
  await until(() => /git\.evil\.example/.test(pullsProblem(world.paths) ?? ''));
  await later(100);
  expect(gh.calls()).toEqual([]);
  expect(readFileSync(join(home.agentsHome, 'jobs', id, 'pulls.json'), 'utf8')).toContain('git.evil.example');
});

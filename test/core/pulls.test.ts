import { describe, expect, it } from 'vitest';
import { pullOfAddress, pullsInEvents, pullsInText, pullsOnScreen } from '../../src/core/find-pulls.ts';
import { arrange } from '../../src/core/groups.ts';
import { isReadyForReview, mostUrgent, type PullRequest, standingOf } from '../../src/core/pulls.ts';
import { pullsRequest, readAnswer } from '../../src/core/pulls-query.ts';
import type { State } from '../../src/core/session.ts';
import { aSession } from '../helpers/sessions.ts';

const game = { host: 'github.com', owner: 'acme', repo: 'game' };
const aPull = (part: Partial<PullRequest> = {}): PullRequest => ({
  ...game,
  number: 7,
  foundIn: 'tool',
  state: 'open',
  ...part,
});
const address = 'https://github.com/acme/game/pull/2048';

describe('V7 pull requests in what a session says', () => {
  it('are found in a text, once each, whatever stands around them', () => {
    const text = `See (${address}), [it](${address}/files) and ${address}#issuecomment-1.`;
    expect(pullsInText(text)).toEqual([{ ...game, number: 2048 }]);
    expect(pullsInText('https://git.example.org:8443/a-b/c.d/pull/1')).toMatchObject([
      { host: 'git.example.org:8443', owner: 'a-b', repo: 'c.d', number: 1 },
    ]);
  });

  it('are not the page that offers to make one, other hosts’ tricks or plain http', () => {
    for (const text of [
      'https://github.com/acme/game/pull/new/jump',
      'https://github.com/acme/game/pull/12abc',
      'http://github.com/acme/game/pull/12',
      'https://github.com@evil.example/acme/game/pull/12',
      'https://github.com/acme/game/issues/12',
      'https://localhost/acme/game/pull/0',
    ])
      expect(pullsInText(text), text).toEqual([]);
  });

  it('are not read off a screen where the address may be cut at the edge', () => {
    expect(pullsOnScreen([`  Opened ${address}`], 100)).toHaveLength(1);
    expect(pullsOnScreen([`  Opened ${address}`], 48)).toEqual([]);
    expect(pullsOnScreen([`  Opened ${address} just now`], 60)).toHaveLength(1);
  });

  it('come from the tools that open one, from the prompt and from the last words', () => {
    const event = (data: Record<string, unknown>) => ({ name: 'PostToolUse', at: 1, data });
    const created = event({
      tool_name: 'Bash',
      tool_input: { command: 'git push && gh pr create --fill' },
      tool_response: { stdout: `remote: done\n${address}\n`, stderr: '' },
    });
    const server = event({
      tool_name: 'mcp__github__create_pull_request',
      tool_response: [{ type: 'text', text: `{"html_url":"${address}"}` }],
    });
    const listed = event({
      tool_name: 'Bash',
      tool_input: { command: 'gh pr list' },
      tool_response: { stdout: address },
    });
    expect(pullsInEvents([created])).toEqual([{ ref: { ...game, number: 2048 }, foundIn: 'tool' }]);
    expect(pullsInEvents([server])).toMatchObject([{ foundIn: 'tool' }]);
    expect(pullsInEvents([listed])).toEqual([]);
    expect(pullsInEvents([event({ prompt: `review ${address}` })])).toMatchObject([{ foundIn: 'prompt' }]);
    expect(pullsInEvents([event({ last_assistant_message: address })])).toMatchObject([{ foundIn: 'text' }]);
  });

  it('are an address only when nothing else is typed', () => {
    expect(pullOfAddress(` ${address}/files\n`)).toEqual({ ...game, number: 2048 });
    expect(pullOfAddress(`review ${address}`)).toBeUndefined();
    expect(pullOfAddress(`${address} please`)).toBeUndefined();
  });
});

describe('V7 how a pull request stands', () => {
  const checks = { passed: 3, failed: 0, pending: 0 };
  it.each<[string, Partial<PullRequest>, string]>([
    ['draft', { isDraft: true, checks }, 'quiet'],
    ['closed', { state: 'closed' }, 'quiet'],
    ['unknown', { state: 'unknown' }, 'quiet'],
    ['stale', { checks, isStale: true }, 'quiet'],
    ['merged', { state: 'merged', isStale: true }, 'merged'],
    ['pending', { checks: { ...checks, pending: 1 } }, 'waiting'],
    ['failing', { checks: { ...checks, failed: 1 } }, 'waiting'],
    ['changes requested', { checks, review: 'changes-requested' }, 'waiting'],
    ['review required', { checks, review: 'required' }, 'waiting'],
    ['in conflict', { checks, obstacle: 'conflicts' }, 'waiting'],
    ['approved', { checks, review: 'approved' }, 'ready'],
    ['without checks or reviews', {}, 'ready'],
  ])('%s', (_name, part, standing) => {
    expect(standingOf(aPull(part))).toBe(standing);
  });

  it('is told by the one that most needs a person', () => {
    const merged = aPull({ number: 1, state: 'merged' });
    const failing = aPull({ number: 2, checks: { ...checks, failed: 2 } });
    expect(mostUrgent([merged, aPull({ number: 3 }), failing])?.number).toBe(2);
  });
});

describe('V3 Ready for review', () => {
  it.each<[State, Partial<PullRequest>, boolean]>([
    ['completed', {}, true],
    ['idle', {}, true],
    ['working', {}, false],
    ['needs-input', {}, false],
    ['failed', {}, false],
    ['completed', { isDraft: true }, false],
    ['completed', { state: 'merged' }, false],
    ['completed', { state: 'unknown' }, true],
    ['completed', { state: 'unknown', foundIn: 'text' }, false],
  ])('%s with %o: %s', (state, part, isReady) => {
    expect(isReadyForReview(state, [aPull(part)])).toBe(isReady);
  });

  it('stands between Needs input and Working, and below Pinned', () => {
    const session = (id: string, state: State, pulls: readonly PullRequest[] = []) => ({
      ...aSession(id, { conclusion: { state } }),
      pulls,
    });
    const pinned = aSession('p', { marks: { pinned: true } });
    const groups = arrange(
      [
        session('c', 'completed'),
        session('r', 'completed', [aPull()]),
        session('w', 'working', [aPull()]),
        session('n', 'needs-input', [aPull()]),
        pinned,
      ],
      'state',
    );
    expect(groups.map(({ title, ids }) => `${title}: ${ids}`)).toEqual([
      'Pinned: p',
      'Needs input: n',
      'Ready for review: r',
      'Working: w',
      'Completed: c',
    ]);
  });
});

describe('V7 the question to GitHub', () => {
  it('is one for a repository, with the names of branches in its variables', () => {
    const { query, variables } = JSON.parse(
      pullsRequest({ owner: 'acme', repo: 'game', numbers: [7, 12], branches: ['x") { evil }'] }),
    );
    expect(query).toContain('n7: pullRequest(number: 7)');
    expect(query).not.toContain('evil');
    expect(variables).toEqual({ owner: 'acme', repo: 'game', b0: 'x") { evil }' });
  });

  it('is answered with checks, reviews and obstacles; what has no shape is left out', () => {
    const run = (status: string, conclusion: string | null) => ({
      __typename: 'CheckRun',
      name: 'lint',
      status,
      conclusion,
    });
    const old = { __typename: 'StatusContext', context: 'ci/old', state: 'ERROR' };
    const nodes = [run('COMPLETED', 'SUCCESS'), run('COMPLETED', 'SKIPPED'), run('IN_PROGRESS', null), old];
    const commits = { nodes: [{ commit: { statusCheckRollup: { contexts: { nodes } } } }] };
    const pull = {
      number: 7,
      title: 'Jump',
      state: 'OPEN',
      isDraft: false,
      createdAt: '2026-01-02T03:04:05Z',
      headRefName: 'jump',
      headRepositoryOwner: { login: 'Acme' },
      reviewDecision: 'CHANGES_REQUESTED',
      mergeStateStatus: 'DIRTY',
      commits,
    };
    const { byNumber, byBranch } = readAnswer({ n7: pull, n8: null, b0: { nodes: [pull, 'odd'] }, b1: 5 });
    expect(byNumber).toEqual([
      {
        number: 7,
        state: 'open',
        title: 'Jump',
        checks: { passed: 2, failed: 1, pending: 1, failing: ['ci/old'] },
        review: 'changes-requested',
        obstacle: 'conflicts',
        branch: 'jump',
        branchOwner: 'acme',
        createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      },
    ]);
    expect(byBranch).toMatchObject([[{ number: 7 }], []]);
    expect(readAnswer('nothing')).toEqual({ byNumber: [], byBranch: [] });
  });
});

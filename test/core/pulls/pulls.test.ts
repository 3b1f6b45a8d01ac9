import { describe, expect, it } from 'vitest';
import {
  pullOfAddress,
  pullsInEvents,
  pullsInText,
  pullsOnScreen,
} from '../../../src/core/pulls/find-pulls.ts';
import type { PullRequest } from '../../../src/core/pulls/pulls.ts';
import { mostUrgent, standingOf } from '../../../src/core/pulls/pulls.ts';
import { pullsRequest, readAnswer } from '../../../src/core/pulls/pulls-query.ts';
import { isReadyForReview } from '../../../src/core/session/review.ts';
import type { State } from '../../../src/core/session/state.ts';
import { hyperlink } from '../../../src/core/text/link.ts';
import { cells, safeText } from '../../../src/core/text/safe-text.ts';
import { readFilter } from '../../../src/ui/list/filter.ts';
import { arrange } from '../../../src/ui/list/groups.ts';
import { nameColumn, rowLine } from '../../../src/ui/list/row-line.ts';
import { pullSection, pullWords } from '../../../src/ui/peek/peek-pulls.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const game = { host: 'github.com', owner: 'acme', repo: 'game' };
const aPull = (part: Partial<PullRequest> = {}): PullRequest => ({
  ...game,
  number: 7,
  foundIn: 'tool',
  state: 'open',
  ...part,
});
const address = 'https://github.com/acme/game/pull/2048';

describe('pull requests in what a session says', () => {
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

describe('how a pull request stands', () => {
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

describe('Ready for review', () => {
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
      ...aSession(id, { status: { state } }),
      pulls,
    });
    const pinned = aSession('p', { userState: { pinned: true } });
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

describe('the question to GitHub', () => {
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
      headRefOid: 'ab'.repeat(20),
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
        head: 'ab'.repeat(20),
        branch: 'jump',
        branchOwner: 'acme',
        createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      },
    ]);
    expect(byBranch).toMatchObject([[{ number: 7 }], []]);
    expect(readAnswer('nothing')).toEqual({ byNumber: [], byBranch: [] });
  });
});

describe('the row', () => {
  const rows = (columns: number, pulls: readonly (readonly PullRequest[])[]) => {
    const sessions = pulls.map((each, index) => ({
      ...aSession(`${index}`, { spec: { name: `名前 ${index}` } }),
      ...(each.length > 0 && { pulls: each }),
    }));
    const state = aState(sessions, { screen: { columns }, list: { selectedId: 'none' } });
    return sessions.map(session => rowLine(state, session, nameColumn(state)));
  };

  it.each([80, 120, 200])('keeps its columns with badges, at %i cells', columns => {
    const lines = rows(columns, [
      [aPull()],
      [],
      [aPull({ number: 12_345 })],
      [aPull(), aPull({ number: 8 })],
    ]);
    expect(new Set(lines.map(cells)).size).toBe(1);
    expect(cells(lines[0] ?? '')).toBeLessThanOrEqual(columns);
    const shown = lines.map(line => line.replace(links, ''));
    expect(shown.map(line => /(PR #\d+|\d PRs) +\d+s$/.exec(line)?.[1])).toEqual([
      'PR #7',
      undefined,
      'PR #12345',
      '2 PRs',
    ]);
    expect(new Set(shown.map(line => line.search(/ +\d+s$/)).slice(2)).size).toBe(1);
  });

  it('gives the place of the badge to the summary of a row that has none', () => {
    const sessions = [{ ...aSession('0'), pulls: [aPull({ number: 123 })] }, aSession('1')].map(session => ({
      ...session,
      status: { ...session.status, summary: 'x'.repeat(99) },
    }));
    const state = aState(sessions, { screen: { columns: 80 }, list: { selectedId: 'none' } });
    const [badged, other] = sessions.map(session => safeText(rowLine(state, session, nameColumn(state))));
    expect([badged?.indexOf('…'), other?.indexOf('…')]).toEqual([63, 71]);
  });

  it('has no column for badges while no row has one, nor where there is no room for it', () => {
    expect(rows(80, [[]])[0]).toMatch(/summary of 0 {20,}/);
    expect(rows(80, [[]])[0]).not.toContain('\u001b]8');
    expect(cells(rows(30, [[aPull({ number: 123_456 })]])[0] ?? '')).toBeLessThanOrEqual(30);
    expect(rows(30, [[aPull({ number: 123_456 })]])[0]).not.toContain('PR');
  });

  it('links to the one that most needs a person, and to nothing but https', () => {
    const [line] = rows(100, [[aPull({ state: 'merged' }), aPull({ number: 9 })]]);
    expect(line).toContain('\u001b]8;;https://github.com/acme/game/pull/9\u001b\\2 PRs\u001b]8;;\u001b\\');
    expect(hyperlink('https://a.b/\u0007evil', 'x')).toBe('x');
    expect(hyperlink('javascript:alert(1)', 'x')).toBe('x');
    expect(safeText(hyperlink('https://evil.example', 'name'))).toBe('name');
  });
});

const links = /\u001b\]8;[^\u001b]*\u001b\\|\u001b\[\d+m/g;

describe('the peek', () => {
  const lines = (pulls: readonly PullRequest[], width = 100) =>
    pullSection({ state: aState([]), session: { ...aSession('a'), pulls }, width });

  it('says how each pull request stands, in words', () => {
    const words = (part: Partial<PullRequest>) => pullWords(aPull(part)).join(' · ');
    expect(words({ state: 'unknown' })).toBe('state unknown');
    expect(words({ state: 'merged', checks: { passed: 1, failed: 0, pending: 0 } })).toBe('merged');
    expect(words({ isDraft: true })).toBe('draft');
    expect(words({ checks: { passed: 3, failed: 0, pending: 2 } })).toBe('open · checks 3/5');
    expect(words({ checks: { passed: 3, failed: 0, pending: 0 }, review: 'approved' })).toBe(
      'open · checks passed · approved',
    );
    expect(
      words({
        checks: { passed: 0, failed: 1, pending: 0, failing: ['li\u001b[2Jnt'] },
        obstacle: 'conflicts',
      }),
    ).toBe('open · checks 0/1 · 1 failed: lint · conflicts');
    expect(words({ review: 'changes-requested', isStale: true })).toBe(
      'open · changes requested · not asked lately',
    );
  });

  it('shows title and address as far as there is room, and no more than four lines', () => {
    const title = 'Jump \u001b]8;;https://evil.example\u0007higher';
    expect(lines([aPull({ title })])[0]?.replace(links, '')).toMatch(
      /^PR #7 · open {2}Jump higher {2}.*https:\/\/github.com\/acme\/game\/pull\/7/,
    );
    for (const width of [10, 30, 60, 76, 156])
      for (const line of lines([aPull({ title: '長い題 '.repeat(40) })], width))
        expect(cells(line)).toBeLessThanOrEqual(width);
    const many = [1, 2, 3, 4, 5].map(number => aPull({ number }));
    expect(lines(many)).toHaveLength(4);
    expect(lines(many).at(-1)).toContain('2 more pull requests');
  });
});

describe('#n and addresses', () => {
  it('filter when nothing else is typed, together with other filters too', () => {
    expect(readFilter('#12')).toEqual({ pull: 12 });
    expect(readFilter('a:claude #12')).toEqual({ agent: 'claude', pull: 12 });
    expect(readFilter(`${address}/files`)).toEqual({ pull: { ...game, number: 2048 } });
    for (const prompt of [
      '#12 is wrong',
      '# Title',
      '#',
      `review ${address}`,
      'https://github.com/acme/game',
    ])
      expect(readFilter(prompt), prompt).toBeUndefined();
  });
});

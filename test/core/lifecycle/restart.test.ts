import { expect, it } from 'vitest';
import { findAgent } from '../../../src/core/agents/index.ts';
import { type Past, restartKind } from '../../../src/core/lifecycle/restart.ts';
import { restartWords, summaryForShell } from '../../../src/core/lifecycle/restart-words.ts';
import { aSession } from '../../helpers/sessions.ts';

const { spec } = aSession('aaaaaaaa');
const unread = { screen: { state: 'unknown', rule: 'codex.screen.unreadable' }, seenAliveAt: 1000 } as const;

it.each<[string, string, Partial<Past>, string]>([
  ['has worked', 'claude', { memory: { hasWorked: true }, sessionId: 's' }, 'resume'],
  ['has worked and told no conversation', 'codex', { memory: { hasWorked: true } }, 'none'],
  ['was killed before its first turn', 'claude', {}, 'start'],
  ['was killed at once and never understood', 'codex', { memory: unread, endedAt: 3000 }, 'start'],
  // It may have had its prompt, and must not get it twice.
  ['ran for long and was never understood', 'codex', { memory: unread, endedAt: 60_000 }, 'none'],
  ['is not known any more', 'gone', { memory: { hasWorked: true }, sessionId: 's' }, 'none'],
])('H5 an agent that %s (%s) comes back rightly', (_what, agent, past, expected) => {
  expect(restartKind(findAgent(agent), { spec: { ...spec, agent }, memory: {}, ...past })).toBe(expected);
});

it('H5 names the key of the view in the view alone', () => {
  const what = 'interrupted by a reboot';
  const said = Object.values(restartWords).map(words => summaryForShell(`${what} · ${words}`));
  expect(said).toEqual([what, what, `${what} · it cannot be resumed`]);
});

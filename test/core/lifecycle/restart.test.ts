import { expect, it } from 'vitest';
import { findAgent } from '../../../src/core/agents/index.ts';
import { type Past, restartKind } from '../../../src/core/lifecycle/restart.ts';
import { restartWords, summaryForShell } from '../../../src/core/lifecycle/restart-words.ts';
import { factsOf } from '../../../src/core/lifecycle/status-facts.ts';
import { aSession } from '../../helpers/sessions.ts';

const { spec } = aSession('aaaaaaaa');
const unread = factsOf({
  memory: { screen: { state: 'unknown', rule: 'codex.screen.unreadable' }, seenAliveAt: 1000 },
});
const worked = factsOf({ memory: { hasWorked: true } });
const nothing = factsOf({ memory: {} });

it.each<[string, string, Partial<Past>, string]>([
  ['has worked', 'claude', { facts: worked, sessionId: 's' }, 'resume'],
  ['has worked and told no conversation', 'codex', { facts: worked }, 'none'],
  ['was killed before its first turn', 'claude', {}, 'start'],
  ['was killed at once and never understood', 'codex', { facts: unread, endedAt: 3000 }, 'start'],
  // It may have had its prompt, and must not get it twice.
  ['ran for long and was never understood', 'codex', { facts: unread, endedAt: 60_000 }, 'none'],
  ['is not known any more', 'gone', { facts: worked, sessionId: 's' }, 'none'],
])('an agent that %s (%s) comes back rightly', (_what, agent, past, expected) => {
  expect(restartKind(findAgent(agent), { spec: { ...spec, agent }, facts: nothing, ...past })).toBe(expected);
});

it('names the key of the view in the view alone', () => {
  const what = 'interrupted by a reboot';
  const said = Object.values(restartWords).map(words => summaryForShell(`${what} · ${words}`));
  expect(said).toEqual([what, what, `${what} · it cannot be resumed`]);
});

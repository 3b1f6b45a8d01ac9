import { expect, it } from 'vitest';
import type { TerminalFact } from '../../../src/core/screen/screen.ts';
import type { Kind, Session } from '../../../src/core/session/session.ts';
import { nextLookMs } from '../../../src/supervisor/loop/pace.ts';
import { pane } from '../../core/observe/observation.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const quiet: TerminalFact = { ...pane, activityAt: noon - 10_000 };

function pace(status: Partial<Session['status']>, changes: Partial<TerminalFact>, kind: Kind = 'background') {
  const session = aSession('a1b2c3d4', { status, spec: { kind } });
  return nextLookMs({
    sessions: [session],
    panes: new Map([[session.id, { ...quiet, ...changes }]]),
    now: noon,
    hasOthers: false,
  });
}

it('a session at rest is looked at every eight seconds, one at work more than twice in one', () => {
  expect([pace({ state: 'completed' }, {}), pace({ state: 'working' }, {})]).toEqual([8000, 400]);
});

it("the person's own servers, where an agent may be started, are looked at every five seconds", () => {
  expect(nextLookMs({ sessions: [], panes: new Map(), now: noon, hasOthers: true })).toBe(5000);
});

it('a session at rest that has just printed, or that someone is attached to, is followed closely', () => {
  expect(pace({ state: 'completed' }, { activityAt: noon - 1000 })).toBe(400);
  expect(pace({ state: 'needs-input' }, { attached: 1 })).toBe(400);
});

it('a dead pane and a shell job are not', () => {
  expect(pace({ state: 'completed' }, { activityAt: noon, dead: true })).toBe(8000);
  expect(pace({ state: 'working' }, { activityAt: noon }, 'exec')).toBe(1000);
});

import { expect, it } from 'vitest';
import { needsLook, paneLook } from '../../../src/supervisor/loop/needs-look.ts';
import { pane } from '../../helpers/sample-session.ts';

it('a terminal is looked at when it is new, has another size, has ended, or has drawn something', () => {
  const last = { ...paneLook(pane, undefined), at: 5000, toldAt: 0 };
  expect(needsLook(pane, undefined)).toBe(true);
  expect(needsLook(pane, last)).toBe(false);
  expect(needsLook({ ...pane, width: 80 }, last)).toBe(true);
  expect(needsLook({ ...pane, dead: true }, last)).toBe(true);
  expect(needsLook({ ...pane, activityAt: 1000 }, last)).toBe(true);
});

it('one that was captured in the second of its last activity is captured again', () => {
  const first = paneLook(pane, undefined);
  expect(needsLook(pane, first)).toBe(true);
  expect(paneLook(pane, { ...first, toldAt: 1 }).toldAt).toBe(1);
});

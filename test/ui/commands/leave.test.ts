import { expect, it } from 'vitest';
import type { Effect } from '../../../src/core/effects.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

function viewWith(hosted: number) {
  const effects: Effect[] = [];
  const state = aState([aSession('aaaaaaaa')], { sessions: { hosted } });
  const view = createViewStore(state, effect => effects.push(effect));
  const says = () =>
    frame(view.store.getState())
      .lines.join('\n')
      .replace(/\u001b\[[\d;]*m/g, '');
  return { ...view, effects, says };
}

it.each(['escape', 'ctrl+c'])('is left by %s at once when nothing ends with it', key => {
  const { press, effects } = viewWith(0);
  press([key]);
  expect(effects).toEqual([{ type: 'leave' }]);
});

it.each(['escape', 'ctrl+c'])('says by %s what would end with it, and goes at Ctrl+C', key => {
  const { press, effects, says } = viewWith(3);
  press([key]);
  expect(effects).toEqual([]);
  expect(says()).toContain('3 sessions end with this view');
  press(['ctrl+c']);
  expect(effects).toEqual([{ type: 'leave' }]);
});

it('stays after Esc, and asks again', () => {
  const { press, effects, says } = viewWith(1);
  press(['ctrl+c']);
  press(['escape']);
  expect(says()).not.toContain('1 session ends with this view');
  press(['ctrl+c']);
  expect(says()).toContain('1 session ends with this view');
  expect(effects).toEqual([]);
});

it('asks where /exit was typed, too', () => {
  const { press, effects, says } = viewWith(2);
  press([...'/exit', 'return']);
  expect(says()).toContain('2 sessions end with this view');
  press(['ctrl+c']);
  expect(effects).toEqual([{ type: 'leave' }]);
});

it.each([
  [0, 'sessions go on'],
  [2, 'its sessions end'],
])('is told in help with %i sessions that live in it: %s', (hosted, words) => {
  const { press, says } = viewWith(hosted);
  press(['?']);
  expect(says().replace(/\s+/g, ' ')).toContain(`or leave; ${words}`);
});

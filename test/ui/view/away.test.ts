import { expect, test } from 'vitest';
import type { State } from '../../../src/core/session/state.ts';
import { cells } from '../../../src/core/text/safe-text.ts';
import { type Changes, changed } from '../../../src/ui/state/view-state.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { awayAtStart, awayLines } from '../../../src/ui/view/away.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const hour = 3_600_000;

const since = (id: string, name: string, state: State, at: number) =>
  aSession(id, { spec: { name }, status: { state, since: at } });

const fleet = [
  since('aaaaaaaa', 'login', 'needs-input', noon - 60_000),
  since('bbbbbbbb', 'build', 'failed', noon - hour),
  since('cccccccc', 'docs', 'completed', noon - hour),
  since('dddddddd', 'old', 'completed', noon - 3 * hour),
  since('eeeeeeee', 'busy', 'working', noon - hour),
];

function open(part: Changes) {
  const view = createViewStore(aState(fleet, changed({ clock: { now: noon } }, part)), () => {});
  const lines = () => awayLines(view.store.getState()).map(line => line.replace(/\u001b\[[\d;]*m/g, ''));
  return { ...view, lines };
}

const news = ' While you were away (2h): 1 asks: login · 1 failed: build · 1 finished: docs';

test('on return one line says who asks, what failed and who finished since then', () => {
  expect(open({ notices: { away: awayAtStart(noon - 2 * hour, noon) } }).lines()).toEqual([news]);
});

test('a key dismisses it and does its own work; Alt+L shows it again', () => {
  const { press, store, lines } = open({ notices: { away: awayAtStart(noon - 2 * hour, noon) } });
  press(['x']);
  expect(lines()).toEqual([]);
  expect(store.getState().line.field.text).toBe('x');
  press(['backspace', 'alt+l']);
  expect(lines()).toEqual([news]);
  press(['down']);
  expect(lines()).toEqual([]);
});

test('it comes by itself when no key was pressed for a while, and tells what happened since the last one', () => {
  const { setTime, setSessions, lines, press } = open({ notices: { away: undefined } });
  press(['down']);
  setTime(noon + 6 * 60_000);
  expect(lines()).toEqual([]);
  setSessions([since('eeeeeeee', 'busy', 'completed', noon + 60_000)], []);
  expect(lines()).toEqual([' While you were away (6m): 1 finished: busy']);
});

test('a short absence, the very first time, and one in which nothing happened say nothing', () => {
  expect(open({ notices: { away: awayAtStart(noon - 60_000, noon) } }).lines()).toEqual([]);
  expect(open({ notices: { away: awayAtStart(undefined, noon) } }).lines()).toEqual([]);
  expect(open({ notices: { away: { since: noon, isShown: true } } }).lines()).toEqual([]);
  const { press, store } = open({ notices: { away: { since: noon, isShown: true } } });
  press(['alt+l']);
  expect(store.getState().notices.current?.text).toBe('Nothing has happened since you were last here.');
});

test('it keeps to the width of the terminal, and leaves out names before counts', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    since(
      `${index}`.padStart(8, '0'),
      `session number ${index}`,
      index % 2 ? 'completed' : 'failed',
      noon - 1,
    ),
  );
  for (const columns of [24, 40, 80, 120, 200]) {
    const [line = ''] = awayLines(
      aState(many, {
        screen: { columns, rows: 24 },
        notices: { away: { since: noon - hour, isShown: true } },
      }),
    );
    expect(cells(line.replace(/\u001b\[[\d;]*m/g, ''))).toBeLessThanOrEqual(columns);
    if (columns >= 80) expect(line).toContain('15 failed');
  }
});

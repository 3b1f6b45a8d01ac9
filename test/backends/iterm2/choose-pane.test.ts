import { expect, it } from 'vitest';
import { choosePane } from '../../../src/backends/iterm2/choose-pane.ts';

const leader = 'LEAD';
const pane = (id: string, columns: number, rows: number) => ({
  id,
  columns,
  rows,
  tty: undefined,
  title: '',
});
const tag = (id: string, of: string | undefined = leader) => ({
  pane: id,
  ...(of !== undefined && { leader: of }),
});
const words = (...given: Parameters<typeof choosePane>) => choosePane(...given).words.join(' ');

it('the first session stands beside the pane from which it is asked for', () => {
  expect(words([pane(leader, 80, 24)], { own: [], leader })).toBe('-v -s LEAD');
  expect(words([pane('X', 80, 24)], { own: [], leader })).toBe('-v');
  expect(words([pane('X', 80, 24)], { own: [tag('closed')], leader: undefined })).toBe('-v');
});

it('the next ones share the largest of ours, the last among equals', () => {
  const own = [tag('A'), tag('B'), tag('C')];
  expect(words([pane('A', 100, 50)], { own, leader })).toBe('-s A');
  expect(words([pane('A', 100, 25), pane('B', 100, 24), pane(leader, 100, 50)], { own, leader })).toBe(
    '-s A',
  );
  expect(words([pane('A', 100, 12), pane('B', 100, 12), pane('C', 100, 12)], { own, leader })).toBe(
    '-v -s C',
  );
  expect(words([pane('A', 200, 50)], { own, leader })).toBe('-v -s A');
});

it('those of the same window come first', () => {
  const own = [tag('A'), tag('B', 'OTHER')];
  const panes = [pane('A', 90, 20), pane('B', 100, 50)];
  expect(words(panes, { own, leader })).toBe('-s A');
  expect(words(panes, { own, leader: 'THIRD' })).toBe('-s B');
});

it('where each would be too small to be read nothing is opened', () => {
  const own = [tag('A'), tag('B')];
  expect(() => choosePane([pane('A', 79, 15), pane('B', 60, 10)], { own, leader })).toThrow(
    'There is no room for another pane in this window of iTerm2. Close one, enlarge the window',
  );
});

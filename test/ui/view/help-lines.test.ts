import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../src/ui/state/view-state.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { helpEntries } from '../../../src/ui/view/help-lines.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

function help(modeBefore: Mode, columns: number, rows: number): string {
  const state = aState([aSession('aaaaaaaa')], { columns, rows, mode: 'help', modeBefore });
  return frame(state).lines.join('\n');
}

describe('the help screen', () => {
  it.each(['list', 'peek'] as const)('shows every key of the %s at 80x30', mode => {
    for (const [keys] of helpEntries(mode)) expect(help(mode, 80, 30)).toContain(keys);
    expect(help(mode, 80, 30)).not.toMatch(/↓ \d+ more/);
  });

  it('says that there is more where they do not fit', () => {
    expect(help('list', 40, 12)).toMatch(/↓ \d+ more/);
  });

  it('has a title where there is room', () => {
    expect(help('list', 120, 35)).toContain('Keys in the list');
  });
});

it('V14 every key can be scrolled to in a low window, and never past the last', () => {
  const view = openView([aSession('aaaaaaaa')], { columns: 80, rows: 12 });
  view.press(['?']);
  expect(view.text()).toMatch(/^ {2}Keys in the list\n[\s\S]*↓ \d+ more\n/);
  const seen = new Set(view.text().split('\n'));
  for (let page = 0; page < 9; page += 1) {
    view.press(['pagedown']);
    for (const line of view.text().split('\n')) seen.add(line);
  }
  for (const [keys, doc] of helpEntries('list'))
    expect([...seen].some(line => line.includes(keys.slice(0, 12)) && line.includes(doc.slice(0, 40)))).toBe(
      true,
    );
  const { helpTop } = view.state();
  view.press(['down']);
  expect(view.state().helpTop).toBe(helpTop);
  view.press(['up', 'escape']);
  expect(view.state().mode).toBe('list');
});

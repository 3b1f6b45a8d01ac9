import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../src/ui/state/keys.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { helpGroups } from '../../../src/ui/view/help-lines.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

function help(modeBefore: Mode, columns: number, rows: number): string {
  const state = aState([aSession('aaaaaaaa')], {
    screen: { columns, rows },
    keys: { mode: 'help', modeBefore },
  });
  return frame(state)
    .lines.map(line => stripVTControlCharacters(line).trimEnd())
    .join('\n');
}

const entriesOf = (mode: Mode) => helpGroups(mode).flatMap(({ entries }) => entries);

describe('the help screen', () => {
  it.each(['list', 'peek'] as const)('shows every key of the %s at 120x30', mode => {
    for (const [keys] of entriesOf(mode)) expect(help(mode, 120, 30)).toContain(keys);
    expect(help(mode, 120, 30)).not.toMatch(/↓ \d+ more/);
  });

  it('has the keys of a group under its heading', () => {
    const text = help('list', 80, 50);
    expect(text).toMatch(/\n {2}Start\n {2}Enter {2,}Start a session[^\n]*\n/);
    expect(text).toMatch(/\n {2}Act on a row\n {2}→ {2,}Attach[\s\S]*Ctrl\+X[\s\S]*\n {2}View\n/);
  });

  it('has two columns from 100 columns on', () => {
    const isBeside = (columns: number) => /Start {2,}\S/.test(help('list', columns, 40));
    expect([99, 100, 200].map(isBeside)).toEqual([false, true, true]);
  });

  it('goes on in the next line where a window is too narrow for what a key does', () => {
    expect(help('list', 40, 30)).toContain(
      '  Shift+Enter    Start a session and\n                 attach to it at once\n',
    );
  });

  it('says that there is more where they do not fit', () => {
    expect(help('list', 40, 12)).toMatch(/↓ \d+ more/);
  });

  it('says which keys they are', () => {
    expect(help('list', 120, 35)).toContain('Keys in the list');
    expect(help('peek', 120, 35)).toContain('Keys in the peek');
  });
});

it('every key can be scrolled to in a low window, and never past the last', () => {
  const view = openView([aSession('aaaaaaaa')], { screen: { columns: 80, rows: 12 } });
  view.press(['?']);
  expect(view.text()).toMatch(/^ {2}Keys in the list\n[\s\S]*↓ \d+ more\n/);
  const seen = new Set(view.text().split('\n'));
  for (let page = 0; page < 9; page += 1) {
    view.press(['pagedown']);
    for (const line of view.text().split('\n')) seen.add(line);
  }
  for (const [keys, doc] of entriesOf('list'))
    expect([...seen].some(line => line.includes(keys.slice(0, 12)) && line.includes(doc.slice(0, 40)))).toBe(
      true,
    );
  const { helpTop } = view.state().keys;
  view.press(['down']);
  expect(view.state().keys.helpTop).toBe(helpTop);
  view.press(['up', 'escape']);
  expect(view.state().keys.mode).toBe('list');
});

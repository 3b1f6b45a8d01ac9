import { describe, expect, it } from 'vitest';
import { safeText } from '../../../src/core/text/safe-text.ts';
import { listLines } from '../../../src/ui/list/list-lines.ts';
import { rowLine } from '../../../src/ui/list/row-line.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { awayLines } from '../../../src/ui/view/away.ts';
import { headerLines } from '../../../src/ui/view/header.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

/** Two groups of ten; the selected row is the first or the last of all. */
function lines(selected: 'first' | 'last', height: number): readonly string[] {
  const sessions = Array.from({ length: 20 }, (_, index) =>
    aSession(`${index}`.padStart(8, '0'), {
      status: { state: index < 10 ? 'working' : 'completed' },
    }),
  );
  const { store, press } = createViewStore(aState(sessions), () => {});
  press(Array.from({ length: 30 }, () => (selected === 'last' ? 'down' : 'up')));
  return listLines(store.getState(), height).map(line => line.replace(/\u001b\[\d+m/g, ''));
}

const rowsOf = (shown: readonly string[]) => shown.filter(line => line.includes('name of')).length;

describe('the list', () => {
  it('says how many rows lie below, headings not counted', () => {
    const shown = lines('first', 8);
    expect(shown.at(-1)).toBe(`  ↓ ${20 - rowsOf(shown)} more`);
  });

  it('says how many rows lie above', () => {
    const shown = lines('last', 8);
    expect(shown[0]).toBe(`  ↑ ${20 - rowsOf(shown)} more`);
  });

  it('says nothing where every row can be seen', () => {
    expect(lines('first', 23).join('\n')).not.toContain('more');
  });
});

describe('a row of an interrupted session', () => {
  const summary = 'interrupted: the tmux server is gone · Enter resumes it';
  const cut = aSession('aaaaaaaa', {
    spec: { name: 'cut' },
    status: { state: 'failed', process: 'exited', end: 'interrupted', summary },
  });
  const said = (columns: number) =>
    safeText(rowLine(aState([cut], { screen: { columns }, list: { selectedId: 'none' } }), cut, 16))
      .trim()
      .replace(/^.*cut\s+|\s+\d+\w$/g, '');

  it('tells how to go on whole, or not at all, in every width', () => {
    for (let columns = 40; columns <= 200; columns += 1) {
      expect(said(columns)).toMatch(/resumes it$|^[^·]*$/);
    }
  });

  it.each([
    [120, summary],
    [80, 'interrupted · Enter resumes it'],
    [60, 'interrupted · Enter resumes it'],
    [50, 'interrupted: the tmux…'],
  ])('says at %i columns: %s', (columns, words) => {
    expect(said(columns)).toBe(words);
  });

  it('is counted in the header, the digest and a folded heading by the word of its group', () => {
    const failed = aSession('bbbbbbbb', { status: { state: 'failed', summary: 'exited (1)' } });
    const [, counts = ''] = headerLines(aState([cut, failed], { screen: { columns: 100 } }));
    expect(safeText(counts).trim()).toBe('1 interrupted · 1 failed');
    const away = { since: 0, isShown: true };
    const [digest = ''] = awayLines(
      aState([cut, failed], { screen: { columns: 100, rows: 30 }, notices: { away } }),
    );
    expect(safeText(digest)).toMatch(/1 interrupted: cut · 1 failed/);
  });
});

describe('a list that is cut', () => {
  /** One that asks, two that work, three that are done: with headings and blank lines eleven lines. */
  function shown(height: number, at: number): readonly string[] {
    const states = ['needs-input', 'working', 'working', 'completed', 'completed', 'completed'] as const;
    const sessions = states.map((state, index) => aSession(`0000000${index}`, { status: { state } }));
    const { store, press } = createViewStore(aState(sessions), () => {});
    press([...Array.from({ length: 9 }, () => 'up'), ...Array.from({ length: at }, () => 'down')]);
    return listLines(store.getState(), height).map(line => safeText(line).trimEnd());
  }
  const every = Array.from({ length: 6 }, (_, at) =>
    [4, 5, 6, 7, 8, 9, 10, 11].map(height => [height, at] as const),
  );

  it.each(every.flat())('shows or counts every row once, on %i lines with row %i selected', (height, at) => {
    const lines = shown(height, at);
    const marks = lines.flatMap(line => / (\d+) more$/.exec(line)?.slice(1) ?? []);
    const counted = marks.reduce((sum, count) => sum + Number(count), 0);
    expect(rowsOf(lines) + counted).toBe(6);
    expect(lines.filter(line => line.startsWith('❯'))).toHaveLength(1);
  });

  it.each(every.flat())('has no blank line beside a mark, on %i lines with row %i selected', (height, at) => {
    const lines = shown(height, at).join('\n');
    expect(lines).not.toMatch(/more\n\n|\n\n.* more$/);
  });

  it('has the row itself on a line between groups that would say that one row is hidden', () => {
    const first = Array.from({ length: 6 }, (_, at) => [5, 6, 7, 8].map(height => shown(height, at))).flat();
    for (const [top, next] of first) {
      if (next && /Working 2$/.test(next)) expect(top).not.toContain('↑ 1 more');
    }
  });

  it('goes without the lines between groups where every row fits then', () => {
    for (const height of [9, 10]) expect(rowsOf(shown(height, 0))).toBe(6);
    expect(shown(9, 0)).not.toContain('');
    expect(shown(11, 0)).toContain('');
  });

  it('shows the first row rather than a mark for it where only its heading is hidden', () => {
    const lines = shown(8, 5);
    expect(lines[0]).toMatch(/ more$|name of|Needs input/);
    expect(shown(8, 2).join('\n')).not.toContain('↑ 1 more');
  });
});

it.each([
  ['background', 'fix the login', 'fix the login', 'thinking…'],
  ['exec', 'npm test', 'npm test', 'no output yet'],
  ['background', 'fix the login', 'Edit src/login.ts', 'Edit src/login.ts'],
] as const)('a %s row named %s whose summary is %s says %s', (kind, name, summary, words) => {
  const session = aSession('aaaaaaaa', { spec: { kind, name, firstLine: name }, status: { summary } });
  const row = rowLine(aState([session]), session, 20);
  expect(row.slice(row.indexOf(name) + name.length)).toContain(words);
});

it('says that there may be sessions elsewhere where none was started under the directory of the view', () => {
  const lines = listLines(aState([], { sessions: { under: '/home/me/shop' } }), 30);
  expect(lines[0]).toContain('No session was started at or under ~/shop. Without --cwd all are shown.');
  expect(listLines(aState([]), 30).join('\n')).not.toContain('--cwd');
});

import { expect, it } from 'vitest';
import { cells } from '../../../src/core/text/safe-text.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { difficultNames } from '../../helpers/difficult-names.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

it.each([40, 80, 120, 200])('rows end in the same cell at %i columns, whatever the names hold', columns => {
  const sessions = difficultNames.map((name, index) =>
    aSession(`${index}`.padStart(8, '0'), { spec: { name }, status: { summary: `${name} ${name}` } }),
  );
  const { lines } = frame(
    aState(sessions, {
      screen: { columns, rows: 60 },
      list: { groups: [{ key: 'working', title: 'Working', ids: sessions.map(({ id }) => id) }] },
    }),
  );
  const rows = lines.map(line => line.replace(/\u001b\[[\d;]*m/g, '')).filter(line => /30s ?$/.test(line));
  expect(rows).toHaveLength(difficultNames.length);
  expect(new Set(rows.map(row => cells(row.trimEnd())))).toEqual(new Set([columns - 1]));
  const before = rows.map(row => cells(row.slice(0, row.lastIndexOf('30s'))));
  expect(new Set(before)).toEqual(new Set([columns - 4]));
});

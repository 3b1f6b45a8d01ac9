import { expect, it } from 'vitest';
import { withoutSidebar } from '../../../src/core/screen/sidebar.ts';
import { screenOf } from '../agents/recorded.ts';

const left = ['one', '', 'a longer line of output', '', 'two', 'three', '', 'four', 'five', 'six'];
const right = ['Context', '12 tokens', '', 'LSP', 'none', 'Todo', '', 'read', 'write', 'end'];

function beside(border: string, width = 120) {
  const lines = left.map((line, index) => `${line.padEnd(80)}${border}${right[index]}`.trimEnd());
  return screenOf(lines.join('\n'), { width });
}

it.each([
  ['a gap', beside('')],
  ['a border', beside('│')],
])('takes away what stands behind %s', (_name, screen) => {
  expect(withoutSidebar(screen).lines).toEqual(left);
});

it('leaves a narrow screen, a table and a line at the right edge as they are', () => {
  const narrow = beside('', 90);
  const rows = left.map((line, index) => `${(line || 'x').padEnd(80)}${right[index] || 'y'}`);
  const table = screenOf(rows.join('\n'), { width: 120 });
  const edge = screenOf(['one', `${'two'.padEnd(100)}12:31`].join('\n'), { width: 120 });
  for (const screen of [narrow, table, edge]) expect(withoutSidebar(screen)).toBe(screen);
});

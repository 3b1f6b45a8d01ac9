import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected, under } from '../helpers/fleet.ts';

const sizes = [
  [80, 24],
  [120, 35],
  [200, 60],
] as const;

it.each(sizes)('go the whole way at %ix%i: dispatch, ask, answer, attach, leave', async (columns, rows) => {
  const fleet = openFleet();
  const view = await fleet.view({ columns, rows });
  await view.run('Create a file scn-shell');
  await view.waitFor(under('Needs input', 'Create'));
  await view.press('Space');
  await view.waitFor(/touch made-by-shell.txt[\s\S]*1\. Yes/);
  await view.press('1', 'Enter');
  await view.waitFor(/^❯ . Create.*The tool returned: created/m);
  expect(existsSync(join(fleet.home.project, 'made-by-shell.txt'))).toBe(true);
  await view.press('Right');
  await view.waitFor('manual mode on');
  await view.press('Left');
  await view.waitFor(selected('Create'));
  await view.press('Escape', 'Escape');
  await view.waitFor(/^\$ agents\n\$$/);
});

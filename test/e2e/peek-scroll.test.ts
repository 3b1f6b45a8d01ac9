import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

const counting = [
  'i=1; while [ $i -le 300 ]; do echo "line $i of 300"; i=$((i+1)); done',
  'while [ ! -e go ]; do sleep 0.1; done',
  'for i in 1 2 3 4 5 6 7; do echo "late $i"; done; sleep 60',
].join('; ');

/** The numbers of the lines that the peek shows. */
const shown = (screen: string) =>
  [...screen.matchAll(/^ +line (\d+) of/gm)].map(([, number]) => Number(number));

it.each(sizes)(
  'scrolls the output back beyond the screen, and stays while more comes, at %dx%d',
  async (columns, rows) => {
    const fleet = openFleet();
    await fleet.job('counter', counting);
    const view = await fleet.view({ columns, rows });
    await view.waitFor(selected('counter'));
    await view.press('Space');
    const end = shown(await view.waitFor(/line 299 of 300\n +line 300 of 300/));
    await view.press('PageUp');
    const back = shown(await view.waitFor(/↑ \d+ more lines: PgUp[\s\S]*↓ \d+ more lines: PgDn/));
    // A page leaves no line out.
    expect(back.at(-1)).toBeGreaterThanOrEqual(Math.min(...end) - 1);
    await view.press('Home');
    await view.waitFor(/counter {2}working.*\n +\$ i=1; while.*\n +line 1 of 300\n +line 2 of 300/);
    writeFileSync(join(fleet.home.project, 'go'), '');
    await view.waitFor(/^ +line 1 of 300[\s\S]*↓ 7 new lines: End/m);
    await view.press('End');
    await view.waitFor(/late 6\n +late 7/);
    await view.press('PageUp', 'PageDown');
    await view.waitFor(/late 6\n +late 7/);
  },
);

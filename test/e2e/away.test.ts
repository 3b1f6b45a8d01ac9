import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

it.each(sizes)(
  'says on return who finished, asks and failed; any key dismisses it, at %dx%d',
  async (columns, rows) => {
    const fleet = openFleet();
    await fleet.start('docs', 'scn-hello');
    await fleet.start('login', 'scn-shell');
    await fleet.job('build', 'exit 3');
    await fleet.waitFor('docs', { state: 'completed' });
    await fleet.waitFor('login', { state: 'needs-input' });
    await fleet.waitFor('build', { state: 'failed' });
    const twoHoursAgo = { version: 1, at: Date.now() - 7_200_000 };
    writeFileSync(join(fleet.home.agentsHome, 'last-look.json'), JSON.stringify(twoHoursAgo));
    const view = await fleet.view({ columns, rows });
    const news = 'While you were away (2h): 1 asks: login · 1 failed: build · 1 finished: docs';
    await view.waitFor(news);
    await view.waitFor(selected('login'));
    await view.press('Down');
    await view.waitGone('While you were away');
    // The key has done its own work as well.
    await view.waitGone(selected('login'));
    await view.press('M-l');
    await view.waitFor(news);
    await view.press('Space');
    await view.waitGone('While you were away');
    await view.press('Escape', 'Escape');
    await view.waitFor(/\$$/);
    // Left just now: there is nothing to tell.
    await view.run('agents');
    await view.waitFor(/❯ describe a task/);
    await view.waitGone('While you were away');
  },
);

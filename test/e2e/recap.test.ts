import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';

const places = [
  [80, 24, false],
  [160, 50, true],
] as const;

it.each(places)(
  'tells on attach and in the peek what happened meanwhile, at %dx%d, inside tmux: %s',
  async (columns, rows, insideTmux) => {
    const fleet = openFleet();
    await fleet.start('busy', 'scn-hello');
    await fleet.waitFor('busy', { state: 'completed' });
    const view = await fleet.view({ columns, rows, insideTmux });
    await view.waitFor(selected('busy'));
    await view.press('Enter');
    await view.waitFor(/manual mode on/);
    const screen = await view.waitFor(/^Away \d+s: finished a turn\. Ctrl\+Z comes back$/m);
    expect(screen.split('\n').at(-1)).toMatch(/^Away/);
    // It is gone with the first key, which goes to the agent.
    await view.type('xy');
    await view.waitFor(/^❯.xy[\s\S]*manual mode on/m);
    await view.press('BSpace', 'BSpace', 'C-z');
    await view.waitFor(selected('busy'));
    await fleet.agents('send', 'busy', 'scn-shell');
    await fleet.waitFor('busy', { state: 'needs-input' });
    await view.press('Space');
    await view.waitFor(/busy {2}asks for permission.*\n +Since you looked \(\d+s\): .*asked once/);
    // Nothing else says how to leave a dialog.
    await view.press('Right');
    await view.waitFor(/^Away \d+s: .*asked once\. Ctrl\+Z comes back$/m);
    await view.press('C-z');
    await view.waitFor(/busy {2}asks for permission/);
    await view.waitGone('Since you looked');
    await view.press('Right');
    await view.waitFor(/^Ctrl\+Z comes back$/m);
    await view.press('C-z');
    await view.waitFor(/busy {2}asks for permission/);
  },
);

import { isDeepStrictEqual } from 'node:util';
import { it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { wheel } from '../helpers/mouse.ts';
import type { Terminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const [up, down, pageUp, pageDown] = ['\u001b[A', '\u001b[B', '\u001b[5~', '\u001b[6~'];
const longPaste = `${'a long line of a paste 日本 '.repeat(8)}\n`.repeat(60);
const stormSizes = [
  [43, 13],
  [200, 60],
  [81, 24],
  [25, 7],
] as const;

it.each([
  [80, 24],
  [160, 50],
])('storms of keys, pastes, the wheel and sizes leave no garbage at %ix%i', async (columns, rows) => {
  const fleet = openFleet();
  for (let index = 1; index <= 5; index += 1)
    await fleet.job(`job ${index}`, `seq 1 90; echo 日本 👩‍💻 é ${index}; sleep 90`);
  await fleet.start('asking', 'scn-ask');
  await fleet.waitFor('asking', { state: 'needs-input' });
  const view = await fleet.view({ columns, rows });
  await view.waitFor(selected('asking'));
  for (const size of stormSizes) await storm(view, size);
  await view.resize(columns, rows);
  await view.type(pageUp.repeat(9));
  await view.waitFor(selected('asking'));
  const fresh = await fleet.view({ columns, rows });
  await fresh.waitFor(selected('asking'));
  // What stands on the terminal is what a view shows that was opened only now.
  let both: readonly string[] = [];
  await waitUntil(
    async () => {
      both = [await view.screen(), await fresh.screen()].map(plain);
      return both[0] === both[1];
    },
    () => `They should show the same, but show:\n${both.join('\n\n')}`,
  );
  // The first frame stands before there is a cursor in it.
  await waitUntil(
    async () => isDeepStrictEqual(await view.cursor(), await fresh.cursor()),
    () => 'The cursors should stand in the same place',
  );
});

/** Nothing is waited for; each step leaves the list as it was, with an empty line. */
async function storm(view: Terminal, [columns, rows]: readonly [number, number]): Promise<void> {
  await view.type(down.repeat(40) + up.repeat(25));
  await view.resize(columns, rows);
  await wheel(view, 'down', { line: 3, turns: 9 });
  await view.press('Space');
  await view.type((pageDown + pageUp).repeat(10) + down.repeat(4));
  await view.paste(longPaste);
  await view.resize(columns + 17, rows + 5);
  await view.press('C-c', 'Space');
  await view.paste(longPaste);
  await wheel(view, 'up', { line: 4, turns: 9 });
  await view.press('C-c', '?', '?', 'C-s', 'C-s', 'C-s', 'M-Left', 'M-Right');
  await view.type('x\u007f'.repeat(30));
}

/** Icons turn and times pass. */
function plain(screen: string): string {
  return screen.replace(/[✢✳✶✻✽]/gu, '*').replace(/ +\d+[smh]$/gm, '');
}

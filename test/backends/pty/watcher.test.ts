import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { takeReading } from '../../../src/backends/pty/reading-keys.ts';
import { openEmulator } from '../../../src/backends/pty/screen/emulator.ts';
import { openWatcher } from '../../../src/backends/pty/watcher.ts';
import { waitFor } from '../../helpers/wait.ts';

const size = { columns: 40, rows: 6 };
const [wheelUp, wheelDown] = ['\u001b[<64;3;3M', '\u001b[<65;3;3M'];

/** A program's terminal, and another that looks at it. */
function looking() {
  const emulator = openEmulator(size, { onReply: () => {}, onOtherScreen: () => watcher.stale() });
  const outer = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  let isBehind = false;
  const viewer = { show: (data: string) => outer.write(data), isBehind: () => isBehind, leave: () => {} };
  const watcher = openWatcher(emulator, viewer);
  watcher.shown('');
  const print = (data: string) =>
    new Promise<void>(resolve =>
      emulator.draw(data, () => {
        watcher.shown(data);
        resolve();
      }),
    );
  const press = (bytes: string) => takeReading(bytes, watcher, size.rows);
  const screen = async () => {
    await new Promise<void>(resolve => outer.write('', resolve));
    const { active } = outer.buffer;
    const lines = Array.from({ length: size.rows }, (_, row) =>
      active.getLine(active.baseY + row)?.translateToString(true),
    );
    return lines.join('\n').trimEnd();
  };
  const behind = (value: boolean) => {
    isBehind = value;
  };
  return { print, press, screen, outer, behind };
}

const numbers = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\r\n`).join('');

it('the wheel reads back in what has left the screen, and forward to the program again', async () => {
  const { print, press, screen } = looking();
  await print(numbers);
  expect(press(wheelUp)).toBe('');
  expect(await screen()).toMatch(/^line 23 +3 lines below \nline 24\n[\s\S]*line 28$/);
  await print('line 31\r\n');
  expect(await screen()).toContain('line 23');
  press(`${wheelDown}${wheelDown}`);
  expect(await screen()).toBe('line 27\nline 28\nline 29\nline 30\nline 31');
});

it('pages, goes to the top, and goes on by a key, which the program gets unless it is one to leave with', async () => {
  const { print, press, screen } = looking();
  await print(numbers);
  press(wheelUp);
  expect([press('\u001b[5~'), press('\u001b[H')]).toEqual(['', '']);
  expect(await screen()).toMatch(/^line 1 /);
  expect(press('x')).toBe('x');
  expect(await screen()).toMatch(/^line 26\n/);
  press(wheelUp);
  expect([press('q'), press('q')]).toEqual(['', 'q']);
});

it('the wheel is the program’s where it follows the mouse, and the arrows’ where there is nothing to read', async () => {
  const { print, press, outer, screen } = looking();
  await print('one\r\n');
  await screen();
  expect(outer.modes.mouseTrackingMode).toBe('none');
  await print(`${numbers}\u001b[?1002h`);
  await screen();
  expect(outer.modes.mouseTrackingMode).toBe('drag');
  expect(press(wheelUp)).toBe(wheelUp);
  await print('\u001b[?1002l');
  await screen();
  expect([outer.modes.mouseTrackingMode, press(wheelUp)]).toEqual(['vt200', '']);
});

it('one that comes later has the mouse as the program has asked for it', async () => {
  const { print, outer, screen } = looking();
  await print('\u001b[?1000h\u001b[?1049hfull');
  await screen();
  expect(outer.modes.mouseTrackingMode).toBe('vt200');
});

it('one that could not keep up gets the screen when it can, also when nothing more is printed', async () => {
  const { print, behind, screen } = looking();
  behind(true);
  await print(numbers);
  expect(await screen()).toBe('');
  behind(false);
  await waitFor(async () => (await screen()).includes('line 30'), { what: 'the screen' });
});

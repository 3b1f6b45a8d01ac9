import { SerializeAddon } from '@xterm/addon-serialize';
import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import type { Look } from '../../../src/ui/theme/look.ts';
import { type Frame, frame, type Piece, turnedIcons } from '../../../src/ui/view/frame.ts';
import { steadyFrame } from '../../../src/ui/view/steady-frame.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const [columns, rows] = [80, 24];
const looks: readonly Look[] = [
  { colours: 'none', unicode: false },
  { colours: '16', unicode: true },
  { colours: 'truecolor', unicode: true, background: 'dark' },
];

/** Every second one is at work. */
function fleet(count: number): readonly Session[] {
  return Array.from({ length: count }, (_, index) =>
    aSession(`000000${index + 10}`, { status: { state: index % 2 ? 'idle' : 'working' } }),
  );
}

it.each(looks)(
  'make of a frame the one with the next icons, wherever the list stands ($colours)',
  async look => {
    for (const keys of [[], ['down'], Array(12).fill('down'), Array(40).fill('down'), ['space'], ['?']]) {
      const view = createViewStore(aState(fleet(40), { screen: { columns, rows, look } }), () => {});
      view.press(keys as string[]);
      const before = view.store.getState();
      view.turn(1);
      const after = view.store.getState();
      const pieces = turnedIcons(after);
      expect(await screenOf(frame(before), pieces)).toBe(await screenOf(frame(after), []));
      if (keys.length === 0) expect(pieces.length).toBeGreaterThan(5);
      if (keys[0] === '?') expect(pieces).toEqual([]);
    }
  },
);

it('leave the frame as it is until something else changes', () => {
  const view = createViewStore(aState(fleet(4), { screen: { columns, rows } }), () => {});
  const steady = steadyFrame();
  const first = steady(view.store.getState());
  view.turn(1);
  view.turn(2);
  expect(steady(view.store.getState())).toBe(first);
  view.setTime(noon, 0);
  view.press(['down']);
  const next = steady(view.store.getState());
  expect(next).not.toBe(first);
  expect(next).toEqual(frame(view.store.getState()));
});

/** What a terminal shows after the lines of a frame and pieces over them, with colours. */
async function screenOf({ lines }: Frame, pieces: readonly Piece[]): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const serialize = new SerializeAddon();
  terminal.loadAddon(serialize);
  const texts = [
    ...lines.map((line, y) => `\u001b[${y + 1}H${line}\u001b[K`),
    ...pieces.map(({ x, y, text }) => `\u001b[${y + 1};${x + 1}H${text}`),
    '\u001b[H',
  ];
  await new Promise<void>(resolve => terminal.write(texts.join(''), resolve));
  const shown = serialize.serialize();
  terminal.dispose();
  return shown;
}

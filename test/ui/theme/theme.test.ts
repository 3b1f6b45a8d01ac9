import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/core/text/safe-text.ts';
import type { Look } from '../../../src/ui/theme/look.ts';
import { hues, selections } from '../../../src/ui/theme/palettes.ts';
import { paint, select } from '../../../src/ui/theme/theme.ts';

const usual = { dark: ['#000000', '#1e1e1e', '#282c34'], light: ['#ffffff', '#fafafa', '#fdf6e3'] } as const;

describe('contrast', () => {
  const backgrounds = ['dark', 'light'] as const;
  it.each(backgrounds)(
    'every colour that is read on a %s background stands out 4.5 times, selected or not',
    background => {
      const [rgb, index] = selections[background];
      const { line: _notRead, ...read } = hues[background];
      for (const [hex, number] of Object.values(read)) {
        for (const behind of [...usual[background], rgb])
          expect(contrast(hex, behind)).toBeGreaterThanOrEqual(4.5);
        for (const behind of [...usual[background], ofIndex(index)])
          expect(contrast(ofIndex(number), behind)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('colours stand out 3 times on either background while nobody knows which it is', () => {
    for (const [hex, number] of Object.values(hues.either))
      for (const background of ['#ffffff', '#1e1e1e', '#000000'])
        for (const colour of [hex, ofIndex(number)])
          expect(contrast(colour, background)).toBeGreaterThanOrEqual(3);
  });
});

describe('painting', () => {
  const look = (part: Partial<Look>): Look => ({ colours: 'truecolor', unicode: true, ...part });

  it('writes no code at all for colours where there are none', () => {
    expect(paint(look({ colours: 'none' }), 'success', 'done')).toBe('done');
    expect(paint(look({ colours: 'none' }), 'failure', 'bad')).toBe('\u001b[1mbad\u001b[22m');
  });

  it.each([
    ['16', '\u001b[35mx\u001b[39m'],
    ['256', '\u001b[38;5;183mx\u001b[39m'],
    ['truecolor', '\u001b[38;2;203;166;247mx\u001b[39m'],
  ] as const)('paints what is merged purple in %s', (colours, painted) => {
    expect(paint(look({ colours, background: 'dark' }), 'merged', 'x')).toBe(painted);
  });

  it('puts a selected row on a background as wide as the terminal, and its tones leave it there', () => {
    const line = `❯ ${paint(look({ background: 'dark' }), 'failure', '日本')}`;
    const shown = select(look({ background: 'dark' }), line, 12);
    expect(cells(shown)).toBe(12);
    expect(shown).toMatch(/^\u001b\[48;2;42;48;64m.* {6}\u001b\[49m$/);
    expect(shown.match(/\u001b\[(0|49)m/g)).toHaveLength(1);
    expect(select(look({}), line, 12)).toBe(line);
    expect(select(look({ colours: '16', background: 'dark' }), line, 12)).toBe(line);
  });
});

/** WCAG 2: the lighter luminance by the darker, each with 0.05 added. */
function contrast(a: string, b: string): number {
  const [more, less] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** xterm's cube of 6x6x6 from 16, and greys from 232. */
function ofIndex(index: number): string {
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  const grey = 8 + (index - 232) * 10;
  const parts =
    index >= 232
      ? [grey, grey, grey]
      : [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
  return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

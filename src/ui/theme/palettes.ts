import type { Background } from '../../core/text/background.ts';
import type { Tone } from '../../core/text/tone.ts';
import type { Look } from './look.ts';

/** What stands before and after a text: parameters of SGR. Closing never ends a background, so tones nest in one. */
type Codes = readonly [open: string, close: string];
type Palette = Readonly<Record<Tone, Codes>>;

const plain: Codes = ['', ''];
const bold: Codes = ['1', '22'];
const dim: Codes = ['2', '22'];

const none: Palette = {
  plain,
  strong: bold,
  muted: dim,
  faint: dim,
  accent: bold,
  working: plain,
  attention: bold,
  success: plain,
  failure: bold,
  heading: bold,
  merged: plain,
  pending: plain,
  inactive: dim,
  added: plain,
  removed: plain,
};

/** The terminal's own sixteen: the one who chose them chose its background too. */
const sixteen: Palette = {
  ...none,
  accent: ['36', '39'],
  working: ['34', '39'],
  attention: ['33', '39'],
  success: ['32', '39'],
  failure: ['31', '39'],
  merged: ['35', '39'],
  pending: ['33', '39'],
  added: ['32', '39'],
  removed: ['31', '39'],
};

/** Hues by background, as `#rrggbb` and as an index of the 256 colours (16 and above, which no terminal changes). */
type Hue = readonly [rgb: string, index: number];
type HueName = 'grey' | 'line' | 'cyan' | 'blue' | 'yellow' | 'green' | 'red' | 'purple';

/** Measured in test/ui/theme/theme.test.ts: all but `line` can be read on usual backgrounds, and on a selected row. */
export const hues: Readonly<Record<Background | 'either', Readonly<Record<HueName, Hue>>>> = {
  dark: {
    grey: ['#9aa0b2', 247],
    line: ['#4b5162', 240],
    cyan: ['#7dcfe0', 80],
    blue: ['#8ab4ff', 111],
    yellow: ['#f2c66d', 221],
    green: ['#92d67f', 114],
    red: ['#ff8b8b', 210],
    purple: ['#cba6f7', 183],
  },
  light: {
    grey: ['#5c6370', 241],
    line: ['#c3c8d4', 251],
    cyan: ['#006a7a', 23],
    blue: ['#1a56c4', 26],
    yellow: ['#845300', 94],
    green: ['#22701a', 22],
    red: ['#b8242a', 124],
    purple: ['#7338b8', 91],
  },
  // As far from white as from black: nothing can be more, until the background is known.
  either: {
    grey: ['#7c8089', 244],
    line: ['#7c8089', 244],
    cyan: ['#1a8799', 30],
    blue: ['#4a7fd4', 68],
    yellow: ['#a5741a', 136],
    green: ['#3f8a3a', 65],
    red: ['#d4554f', 167],
    purple: ['#9a6bd0', 98],
  },
};

/** Behind the selected row; only where the background is known. */
export const selections: Readonly<Record<Background, Hue>> = {
  dark: ['#2a3040', 236],
  light: ['#e4e9f5', 254],
};

/** The codes of this look; made once for each. */
export function paletteOf(look: Look): Palette {
  if (look.colours === 'none') return none;
  if (look.colours === '16') return sixteen;
  const key = `${look.colours} ${look.background ?? 'either'}`;
  const known = made.get(key) ?? withHues(look.colours, hues[look.background ?? 'either']);
  made.set(key, known);
  return known;
}

/** The codes of the selected row's background, where there is one. */
export function selectionOf({ colours, background }: Look): Codes | undefined {
  if (!background || (colours !== '256' && colours !== 'truecolor')) return undefined;
  return [colourCode(48, colours, selections[background]), '49'];
}

const made = new Map<string, Palette>();

function withHues(depth: '256' | 'truecolor', names: Readonly<Record<HueName, Hue>>): Palette {
  const hue = (name: HueName): Codes => [colourCode(38, depth, names[name]), '39'];
  return {
    ...none,
    muted: hue('grey'),
    faint: hue('line'),
    accent: hue('cyan'),
    working: hue('blue'),
    attention: hue('yellow'),
    success: hue('green'),
    failure: hue('red'),
    merged: hue('purple'),
    pending: hue('yellow'),
    inactive: hue('grey'),
    added: hue('green'),
    removed: hue('red'),
  };
}

/** Semicolons, not colons: terminals that know no more than the old form take these. */
function colourCode(kind: 38 | 48, depth: '256' | 'truecolor', [rgb, index]: Hue): string {
  if (depth === '256') return `${kind};5;${index}`;
  const channel = (at: number) => Number.parseInt(rgb.slice(at, at + 2), 16);
  return `${kind};2;${channel(1)};${channel(3)};${channel(5)}`;
}

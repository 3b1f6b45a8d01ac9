import type { ProcessState, State } from './session.ts';

/** How many colours the terminal shows: none (NO_COLOR), the 16 of its own palette, or more. */
export type ColourDepth = 'none' | '16';

/** What this terminal can show. */
export interface Look {
  readonly colours: ColourDepth;
  readonly unicode: boolean;
}

/** Meanings, not colours: the palette of the terminal itself decides, so that dark and light ones both fit. */
export type Tone =
  | 'plain'
  | 'strong'
  | 'muted'
  | 'accent'
  | 'working'
  | 'attention'
  | 'success'
  | 'failure'
  | 'heading';

const codes: Record<ColourDepth, Record<Tone, readonly [open: string, close: string]>> = {
  '16': {
    plain: ['', ''],
    strong: ['1', '22'],
    muted: ['2', '22'],
    accent: ['36', '39'],
    working: ['34', '39'],
    attention: ['33', '39'],
    success: ['32', '39'],
    failure: ['31', '39'],
    heading: ['1', '22'],
  },
  none: {
    plain: ['', ''],
    strong: ['1', '22'],
    muted: ['2', '22'],
    accent: ['1', '22'],
    working: ['', ''],
    attention: ['1', '22'],
    success: ['', ''],
    failure: ['1', '22'],
    heading: ['1', '22'],
  },
};

export function paint(look: Look, tone: Tone, text: string): string {
  const [open, close] = codes[look.colours][tone];
  return open && text ? `\u001b[${open}m${text}\u001b[${close}m` : text;
}

export const stateTones: Record<State, Tone> = {
  working: 'working',
  'needs-input': 'attention',
  idle: 'muted',
  completed: 'success',
  failed: 'failure',
  stopped: 'muted',
  queued: 'muted',
  sleeping: 'accent',
  unknown: 'muted',
};

const workingFrames = { unicode: ['✢', '✳', '✶', '✻', '✽', '✻', '✶', '✳'], ascii: ['|', '/', '-', '\\'] };

/** The icon's shape tells the process, its colour the state; `beat` animates a working one. */
export function iconFor(look: Look, state: State, process: ProcessState, beat: number): string {
  if (state === 'working') {
    const frames = look.unicode ? workingFrames.unicode : workingFrames.ascii;
    return frames[beat % frames.length] ?? '*';
  }
  if (state === 'queued') return look.unicode ? '◌' : 'o';
  if (state === 'sleeping') return look.unicode ? '◷' : 'z';
  if (state === 'unknown') return '?';
  if (process !== 'alive') return look.unicode ? '∙' : '.';
  return look.unicode ? '✻' : '*';
}

/** Marks that have a plain fallback where the locale is not UTF-8. */
export function glyphs(look: Look) {
  return look.unicode
    ? {
        pointer: '❯',
        rule: '─',
        dot: '·',
        pin: '▴',
        chosen: '●',
        box: '☐',
        ticked: '☑',
        ellipsis: '…',
        bar: '│',
        up: '↑',
        down: '↓',
      }
    : {
        pointer: '>',
        rule: '-',
        dot: '-',
        pin: '^',
        chosen: '*',
        box: '[ ]',
        ticked: '[x]',
        ellipsis: '~',
        bar: '|',
        up: '^',
        down: 'v',
      };
}

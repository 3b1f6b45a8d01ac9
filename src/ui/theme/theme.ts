import type { ProcessState, State } from '../../core/session/state.ts';
import { cells } from '../../core/text/safe-text.ts';
import type { Tone } from '../../core/text/tone.ts';
import type { Look } from './look.ts';
import { paletteOf, selectionOf } from './palettes.ts';

export function paint(look: Look, tone: Tone, text: string): string {
  const [open, close] = paletteOf(look)[tone];
  return open && text ? `\u001b[${open}m${text}\u001b[${close}m` : text;
}

/** A painted line of at most `columns` cells as the selected one: on its background, over the whole width. */
export function select(look: Look, line: string, columns: number): string {
  const codes = selectionOf(look);
  if (!codes) return line;
  const blanks = ' '.repeat(Math.max(0, columns - cells(line)));
  return `\u001b[${codes[0]}m${line}${blanks}\u001b[${codes[1]}m`;
}

export const stateTones: Record<State, Tone> = {
  working: 'working',
  'needs-input': 'attention',
  idle: 'muted',
  completed: 'success',
  failed: 'failure',
  stopped: 'inactive',
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

/** UserState that have a plain fallback where the locale is not UTF-8. */
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
        folded: '▸',
        branch: '└',
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
        folded: '+',
        branch: '`',
      };
}

import { clip } from '../../core/text/safe-text.ts';
import { withKeys } from '../keys/key-for.ts';
import type { PeekState } from '../state/peek.ts';
import { findSession } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { type PeekLayout, peekLayout } from './peek-layout.ts';
import { titleLine } from './peek-title.ts';

/** The open peek: name, facts, latest output, and nearest to the field what is asked; at most `height` lines. */
export function peekLines(
  state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'list' | 'line' | 'peek'>,
  height: number,
): readonly string[] {
  const session = findSession(state.sessions, state.peek.open?.id);
  const layout = height > 0 ? peekLayout(state, height) : undefined;
  if (!session || !layout) return [];
  const lines = [...layout.facts, ...windowLines(state, layout), ...layout.pinned];
  return [titleLine(state, session), ...lines.map(line => `  ${line}`)].slice(0, height);
}

/** The part of the text that is seen; its edges say how much there is beyond them. */
function windowLines(state: Slices<'screen' | 'keys' | 'peek'>, layout: PeekLayout): readonly string[] {
  const { text, room, top, rest } = layout;
  const seen = text.slice(top, top + room);
  const below = text.length - top - room;
  const marks = glyphs(state.screen.look);
  const edge = (words: string) => paint(state.screen.look, 'muted', clip(words, state.screen.columns - 4));
  const lines =
    top === rest || top === 0 || room < 3
      ? seen
      : [
          edge(`${marks.up} ${top + 1} more lines${withKeys(state.keys, '[: {scroll up}]')}`),
          ...seen.slice(1),
        ];
  const isNew = below <= 0 && newCount(state.peek) !== 0;
  if (below <= 0 && !isNew) return withoutBlankStart(lines);
  const words = newWords(state) ?? `${below + 1} more lines${withKeys(state.keys, '[: {scroll down}]')}`;
  return [...lines.slice(0, -1), edge(`${marks.down} ${words}`)];
}

function newCount(peek: PeekState): number {
  return peek.open?.held ? (peek.open.fresh ?? -1) : 0;
}

/** Undefined while nothing came after what is read. */
function newWords(state: Slices<'keys' | 'peek'>): string | undefined {
  const count = newCount(state.peek);
  if (count === 0) return undefined;
  const words = count < 0 ? 'newer output' : `${count} new ${count === 1 ? 'line' : 'lines'}`;
  return words + withKeys(state.keys, '[: {scroll to end}]');
}

function withoutBlankStart(lines: readonly string[]): readonly string[] {
  return lines[0] === '' ? lines.slice(1) : lines;
}

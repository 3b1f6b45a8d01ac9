import { outputLines } from './peek-output.ts';
import { questionLines } from './peek-question.ts';
import type { PeekSection } from './peek-section.ts';
import { titleLine } from './peek-title.ts';
import { paint } from './theme.ts';
import { findSession, type ViewState } from './view-state.ts';

/** Facts of the session that stand below its name, one line each where there is something to tell. */
const facts: readonly PeekSection[] = [];

/** The open peek: name, facts, latest output, and nearest to the field what is asked; at most `height` lines (V9). */
export function peekLines(state: ViewState, height: number): readonly string[] {
  const { peek } = state;
  const session = findSession(state, peek?.id);
  if (!peek || !session || height <= 0) return [];
  const width = state.columns - 4;
  const told = facts.flatMap(section => section({ state, session, width }));
  const most = height - 1 - told.length;
  const ask = peek.question ? questionLines(state, peek, peek.question, { width, most: most - 1 }) : [];
  const room = most - ask.length - (ask.length > 0 ? 1 : 0);
  const output = outputLines(peek.lines, width, room);
  const muted = output.map(line => (ask.length > 0 ? paint(state.look, 'muted', line) : line));
  const separator = ask.length > 0 && muted.length > 0 ? [''] : [];
  const lines = [...told, ...muted, ...separator, ...ask].map(line => `  ${line}`);
  return [titleLine(state, session), ...lines].slice(0, height);
}

import { type CountedState, countedState } from '../../core/lifecycle/interrupted.ts';
import { cells, clip } from '../../core/text/safe-text.ts';
import type { Tone } from '../../core/text/tone.ts';
import { nextDefaults } from '../line/dispatch-line.ts';
import { runText } from '../line/run-text.ts';
import { shortPath } from '../state/short-path.ts';
import type { ViewState } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';

/** The counts that the header and the tab title show, most urgent first. */
const counted: readonly { states: readonly CountedState[]; word: string; tone: Tone }[] = [
  { states: ['interrupted'], word: 'interrupted', tone: 'failure' },
  { states: ['needs-input'], word: 'awaiting input', tone: 'attention' },
  { states: ['working', 'sleeping'], word: 'working', tone: 'working' },
  { states: ['queued'], word: 'queued', tone: 'muted' },
  { states: ['unknown'], word: 'unknown', tone: 'muted' },
  { states: ['failed'], word: 'failed', tone: 'failure' },
  { states: ['completed'], word: 'completed', tone: 'success' },
  { states: ['idle'], word: 'idle', tone: 'muted' },
  { states: ['stopped'], word: 'stopped', tone: 'muted' },
];

/** Two lines: what new sessions will run, and how the fleet stands. */
export function headerLines(state: ViewState): readonly string[] {
  const { look, columns } = state;
  const name = paint(look, 'accent', paint(look, 'strong', 'agents'));
  return [` ${name}  ${runLine(state, Math.max(0, columns - 10))}`, ` ${countLine(state, columns - 2)}`];
}

/** What the next session runs: of the line, as far as it is written, else what was chosen or given. */
function runLine(state: ViewState, width: number): string {
  const { look, defaults } = state;
  const next = state.mode === 'list' && !state.isFinding ? nextDefaults(state.field.text, state) : defaults;
  const dot = ` ${glyphs(look).dot} `;
  const scope = state.under === undefined ? '' : `${dot}under ${shortPath(state, state.under)}`;
  const text = runText(state, next);
  const short = runText(state, next, lastPart(shortPath(state, next.cwd)));
  const forms = [
    `new sessions: ${text}${scope}`,
    `new sessions: ${text}`,
    `new sessions: ${short}`,
    `next: ${short}`,
  ];
  const fitting = forms.find(form => cells(form) <= width) ?? short;
  return paint(look, next === defaults ? 'muted' : 'plain', clip(fitting, width));
}

/** `~/work/shop` as `…/shop`. */
function lastPart(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 1 ? path : `…${path.slice(at)}`;
}

/** `2 awaiting input · agents`, for the terminal's tab. */
export function tabTitle(state: ViewState): string {
  const waiting = state.sessions.filter(session => session.status.state === 'needs-input').length;
  return waiting > 0 ? `${waiting} awaiting input ${glyphs(state.look).dot} agents` : 'agents';
}

function countLine(state: ViewState, width: number): string {
  if (state.sessions.length === 0) return paint(state.look, 'muted', clip('nothing running', width));
  const parts = counted
    .map(({ states, word, tone }) => ({
      text: `${state.sessions.filter(session => states.includes(countedState(session))).length} ${word}`,
      tone,
    }))
    .filter(part => !part.text.startsWith('0 '));
  let left = width;
  const shown: string[] = [];
  for (const { text, tone } of parts) {
    const needed = text.length + (shown.length > 0 ? 3 : 0);
    if (needed > left) break;
    left -= needed;
    shown.push(paint(state.look, tone, text));
  }
  return shown.join(paint(state.look, 'muted', ` ${glyphs(state.look).dot} `));
}

import { type CountedState, countedState } from '../../core/lifecycle/interrupted.ts';
import { cells, clip } from '../../core/text/safe-text.ts';
import type { Tone } from '../../core/text/tone.ts';
import { nextDefaults } from '../line/dispatch-line.ts';
import { runText } from '../line/run-text.ts';
import { shortPath } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
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
export function headerLines(
  state: Slices<'screen' | 'keys' | 'sessions' | 'line' | 'launch'>,
): readonly string[] {
  const { look, columns } = state.screen;
  const name = paint(look, 'accent', paint(look, 'strong', 'agents'));
  return [` ${name}  ${runLine(state, Math.max(0, columns - 10))}`, ` ${countLine(state, columns - 2)}`];
}

/** What the next session runs: of the line, as far as it is written, else what was chosen or given. */
function runLine(state: Slices<'screen' | 'keys' | 'sessions' | 'line' | 'launch'>, width: number): string {
  const { look } = state.screen;
  const { defaults } = state.launch;
  const next =
    state.keys.mode === 'list' && !state.line.isFinding
      ? nextDefaults(state.line.field.text, state.launch)
      : defaults;
  const dot = ` ${glyphs(look).dot} `;
  const scope =
    state.sessions.under === undefined ? '' : `${dot}under ${shortPath(state.screen, state.sessions.under)}`;
  const text = runText(state.screen, next);
  const short = runText(state.screen, next, lastPart(shortPath(state.screen, next.cwd)));
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
export function tabTitle(state: Slices<'screen' | 'sessions'>): string {
  const waiting = state.sessions.all.filter(session => session.status.state === 'needs-input').length;
  return waiting > 0 ? `${waiting} awaiting input ${glyphs(state.screen.look).dot} agents` : 'agents';
}

function countLine(state: Slices<'screen' | 'sessions'>, width: number): string {
  if (state.sessions.all.length === 0)
    return paint(state.screen.look, 'muted', clip('nothing running', width));
  const parts = counted
    .map(({ states, word, tone }) => ({
      text: `${state.sessions.all.filter(session => states.includes(countedState(session))).length} ${word}`,
      tone,
    }))
    .filter(part => !part.text.startsWith('0 '));
  let left = width;
  const shown: string[] = [];
  for (const { text, tone } of parts) {
    const needed = text.length + (shown.length > 0 ? 3 : 0);
    if (needed > left) break;
    left -= needed;
    shown.push(paint(state.screen.look, tone, text));
  }
  return shown.join(paint(state.screen.look, 'muted', ` ${glyphs(state.screen.look).dot} `));
}

import { optionSummary } from './agents/launch-options.ts';
import { clip, safeText } from './safe-text.ts';
import type { State } from './session.ts';
import { glyphs, paint, type Tone } from './theme.ts';
import type { ViewState } from './view-state.ts';

/** The counts that the header and the tab title show, most urgent first. */
const counted: readonly { states: readonly State[]; word: string; tone: Tone }[] = [
  { states: ['needs-input'], word: 'awaiting input', tone: 'attention' },
  { states: ['working', 'sleeping'], word: 'working', tone: 'working' },
  { states: ['queued'], word: 'queued', tone: 'muted' },
  { states: ['failed'], word: 'failed', tone: 'failure' },
  { states: ['completed', 'idle', 'stopped'], word: 'completed', tone: 'success' },
];

/** Two lines: what new sessions will run, and how the fleet stands (V15). */
export function headerLines(state: ViewState): readonly string[] {
  const { look, columns } = state;
  const dot = ` ${glyphs(look).dot} `;
  const name = paint(look, 'accent', paint(look, 'strong', 'agents'));
  const { defaults } = state;
  const agent = defaults.isInstalled ? defaults.agentLabel : `${defaults.agentLabel} (not installed)`;
  const scope = state.under === undefined ? [] : [`under ${shortPath(state, state.under)}`];
  const facts = [
    `new sessions: ${agent}`,
    ...optionSummary(defaults.options ?? {}).map(text => safeText(text)),
    shortPath(state, defaults.cwd),
    ...scope,
  ].join(dot);
  return [
    ` ${name}  ${paint(look, 'muted', clip(facts, Math.max(0, columns - 10)))}`,
    ` ${countLine(state, columns - 2)}`,
  ];
}

/** `2 awaiting input · agents`, for the terminal's tab (V6). */
export function tabTitle(state: ViewState): string {
  const waiting = state.sessions.filter(session => session.conclusion.state === 'needs-input').length;
  return waiting > 0 ? `${waiting} awaiting input · agents` : 'agents';
}

export function shortPath(state: ViewState, path: string): string {
  const safe = safeText(path);
  if (safe === state.home) return '~';
  return safe.startsWith(`${state.home}/`) ? `~${safe.slice(state.home.length)}` : safe;
}

function countLine(state: ViewState, width: number): string {
  if (state.sessions.length === 0) return paint(state.look, 'muted', clip('nothing running', width));
  const parts = counted
    .map(({ states, word, tone }) => ({
      text: `${state.sessions.filter(session => states.includes(session.conclusion.state)).length} ${word}`,
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

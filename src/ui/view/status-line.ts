import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { lineRefusal } from '../line/line-refusal.ts';
import { activeFilter } from '../list/filter.ts';
import type { Notice } from '../state/notices.ts';
import type { ScreenState } from '../state/screen.ts';
import type { SessionsState } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { hints, nextHint } from './hints.ts';

/** All but what is only of the rows: their times, and what waits for a second key. */
type StatusSlices = Slices<'screen' | 'keys' | 'sessions' | 'list' | 'line' | 'launch' | 'peek' | 'notices'>;

/**
 * What stands at the bottom. A notice tells at its end what to do: it is never cut off where the window has room for
 * another line or two.
 */
export function statusLines(state: StatusSlices): readonly string[] {
  const { look, columns, rows } = state.screen;
  const notice = said(state);
  const width = columns - 2;
  if (!notice || cells(safeText(notice.text)) <= width) return [statusLine(state)];
  const most = rows >= 16 ? 3 : 2;
  const lines = wrapText(notice.text, width, most + 1);
  const last = clip(lines.slice(most - 1).join(' '), width);
  return [...lines.slice(0, most - 1), ...(last ? [last] : [])].map(
    line => ` ${paint(look, notice.tone, line)}`,
  );
}

/** The last line: a notice while there is one, else the keys that matter now. */
export function statusLine(state: StatusSlices): string {
  const width = state.screen.columns - 2;
  const notice = said(state);
  if (notice) return noticeLine(state, notice, width);
  if (state.sessions.supervisor !== 'running')
    return ` ${paint(state.screen.look, 'attention', clip(supervisorText(state.sessions), width))}`;
  const problem = state.sessions.problems[0];
  if (problem) return ` ${paint(state.screen.look, 'attention', clip(safeText(problem), width))}`;
  const separator = ` ${glyphs(state.screen.look).dot} `;
  const shown = fitting(hints(state), cells(separator), width);
  return ` ${shown.map(hint => hintText(state.screen, clip(hint, width))).join(paint(state.screen.look, 'faint', separator))}`;
}

/** A notice, else why the line that is being written would start nothing. */
function said(
  state: Slices<'keys' | 'line' | 'launch' | 'notices'>,
): Pick<Notice, 'text' | 'tone'> | undefined {
  if (state.notices.current) return state.notices.current;
  const why = activeFilter(state.line) ? undefined : lineRefusal(state);
  return why === undefined ? undefined : { text: why, tone: 'attention' };
}

/** One that was answered hands on to the next that asks. */
function noticeLine(
  state: Slices<'screen' | 'keys' | 'sessions' | 'list' | 'line'>,
  { text, tone }: Pick<Notice, 'text' | 'tone'>,
  width: number,
): string {
  const said = clip(safeText(text), width);
  const [hint] = state.keys.mode === 'peek' && tone === 'success' ? nextHint(state) : [];
  const line = ` ${paint(state.screen.look, tone, said)}`;
  if (!hint || cells(said) + cells(hint) + 3 > width) return line;
  return (
    line +
    paint(state.screen.look, 'faint', ` ${glyphs(state.screen.look).dot} `) +
    hintText(state.screen, hint)
  );
}

/** As many as fit; the last tells the way on or out and is the last to go. */
function fitting(words: readonly string[], between: number, width: number): readonly string[] {
  const needed = words.reduce((sum, word) => sum + cells(word) + between, -between);
  return words.length < 2 || needed <= width ? words : fitting(words.toSpliced(-2, 1), between, width);
}

/** The key first, then what it does. */
function hintText({ look }: ScreenState, hint: string): string {
  const key = hint.split(' ', 1)[0] ?? '';
  return key + paint(look, 'muted', hint.slice(key.length));
}

function supervisorText(sessions: SessionsState): string {
  if (sessions.supervisor === 'starting') return 'Starting the supervisor…';
  return sessions.supervisor === 'hung'
    ? 'The supervisor hangs: agents daemon stop ends it, and it starts again.'
    : 'The supervisor has died; starting it again. Sessions are not affected.';
}

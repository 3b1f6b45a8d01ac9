import { matchedLetters } from '../../core/find/match.ts';
import { isInterrupted } from '../../core/lifecycle/interrupted.ts';
import { interruptedForms } from '../../core/lifecycle/restart-words.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { rowSummary } from '../../core/session/trouble.ts';
import { age } from '../../core/text/age.ts';
import { cells, clip, pad, safeText } from '../../core/text/safe-text.ts';
import type { ClockState } from '../state/clock.ts';
import type { ScreenState } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, iconFor, paint, select, stateTones } from '../theme/theme.ts';
import { activeFilter } from './filter.ts';
import { badge, badgeColumn } from './pull-badge.ts';
import { ancestors, depthOf } from './tree.ts';

/** Cells before the name: pointer, blank, icon, blank. */
const gutter = 4;
const ageCells = 4;
/** A cell stays free at the right edge. */
const margin = 1;
const leastSummaryCells = 6;

const mostNameCells = 36;
const widest = new WeakMap<readonly Session[], number>();

/** How wide the names' column is, so that summaries stand under each other; the same wherever the list is scrolled to. */
export function nameColumn(state: Slices<'screen' | 'sessions'>): number {
  const sessions = state.sessions.all;
  const { columns } = state.screen;
  const known = widest.get(sessions) ?? widestName(state);
  widest.set(sessions, known);
  return Math.min(known, Math.max(8, Math.floor(columns * 0.3)), mostNameCells);
}

function widestName(state: Slices<'screen' | 'sessions'>): number {
  let most = 8;
  for (const session of state.sessions.all) {
    const indent = 2 * ancestors(state.sessions, session).length;
    most = Math.max(most, indent + cells(nameOf(state.screen, session, '')));
    if (most >= mostNameCells) break;
  }
  return most;
}

/** One row of the list, exactly as wide as the terminal or less. */
export function rowLine(
  state: Slices<'screen' | 'clock' | 'sessions' | 'list' | 'line'>,
  session: Session,
  nameCells: number,
): string {
  const { look } = state.screen;
  const isSelected = session.id === state.list.selectedId;
  const pointer = isSelected ? paint(look, 'accent', glyphs(look).pointer) : ' ';
  const icon = iconOf(state, session);
  const name = pad(clip(nameOf(state.screen, session, branchOf(state, session)), nameCells), nameCells);
  const since = ageOf(state.clock, session);
  // A row without pull requests has its summary there.
  const badgeCells = session.pulls?.length ? badgeColumn(state.sessions.all) : 0;
  const room = state.screen.columns - gutter - nameCells - 2 - ageCells - 1 - margin;
  // Where there is room for one of them only, the summary says more.
  const isBadged = badgeCells > 0 && room - badgeCells - 1 >= leastSummaryCells;
  const summaryCells = isBadged ? room - badgeCells - 1 : room;
  const badged = isBadged ? ` ${badge(look, session.pulls, badgeCells)}` : '';
  const shownName = marked(state, name, text => (isSelected ? paint(look, 'strong', text) : text));
  const line = [`${pointer} ${icon} ${shownName}`];
  if (summaryCells < leastSummaryCells) {
    line.push(paint(look, 'muted', clip(since, Math.max(0, state.screen.columns - gutter - nameCells))));
  } else {
    const summary = pad(fittingSummary(session, summaryCells), summaryCells);
    const shownSummary = marked(state, summary, text => paintSummary(state.screen, session, text));
    line.push(`  ${shownSummary}${badged} ${paint(look, 'muted', since.padStart(ageCells))}`);
  }
  return isSelected ? select(look, line.join(''), state.screen.columns) : line.join('');
}

/** Where the icon of a row stands: after the pointer and a blank. */
export const iconColumn = 2;

/** The icon of a row as it stands in its line. */
export function rowIcon(state: Slices<'screen' | 'clock' | 'list'>, session: Session): string {
  const icon = iconOf(state, session);
  return session.id === state.list.selectedId ? select(state.screen.look, icon, 1) : icon;
}

function iconOf({ screen, clock }: Slices<'screen' | 'clock'>, { status }: Session): string {
  const { look } = screen;
  return paint(look, stateTones[status.state], iconFor(look, status.state, status.process, clock.beat));
}

/** The letters that were looked for stand out; the rest is painted as ever. */
function marked(state: Slices<'screen' | 'line'>, text: string, paintRest: (part: string) => string): string {
  const query = activeFilter(state.line)?.find;
  // Half of a pair is no letter.
  const letters = query
    ? matchedLetters(query, text).filter(at => !/[\ud800-\udfff]/.test(text[at] ?? ''))
    : [];
  if (letters.length === 0) return paintRest(text);
  const parts: string[] = [];
  let from = 0;
  for (const at of letters) {
    if (at > from) parts.push(paintRest(text.slice(from, at)));
    parts.push(paint(state.screen.look, 'accent', text.slice(at, at + 1)));
    from = at + 1;
  }
  return [...parts, paintRest(text.slice(from))].join('');
}

function nameOf(screen: ScreenState, session: Session, tree: string): string {
  const marks = glyphs(screen.look);
  const mark = session.userState.pinned ? `${marks.pin} ` : '';
  return tree + mark + safeText(displayName(session));
}

/** `└ ` before those who were started by a row above. */
function branchOf(state: Slices<'screen' | 'sessions' | 'list'>, session: Session): string {
  const depth = depthOf(state, session);
  return depth > 0 ? `${'  '.repeat(depth - 1)}${glyphs(state.screen.look).branch} ` : '';
}

function fittingSummary(session: Session, width: number): string {
  const summary = summaryOf(session);
  const forms = isInterrupted(session) ? interruptedForms(summary) : [summary];
  return forms.find(form => cells(form) <= width) ?? clip(forms.at(-1) ?? summary, width);
}

/** The word that names an end stands in the row itself, so that failure shows without colours too. */
function summaryOf(session: Session): string {
  const { state, progress, trouble } = session.status;
  const isNothing = trouble === undefined && isNameAgain(session);
  const said = isNothing ? nothingYet[session.spec.kind] : safeText(rowSummary(session.status));
  const text = (progress ? `${progress.done}/${progress.total} ` : '') + said;
  if (isInterrupted(session)) return text;
  if (state === 'failed' && !/^failed/i.test(text)) return text ? `failed: ${text}` : 'failed';
  if (state === 'stopped') return text && text !== 'stopped' ? `stopped · ${text}` : 'stopped';
  if (state === 'unknown') return text ? `state unknown · ${text}` : 'state unknown';
  return text;
}

/** Until there is something to tell, the summary is the task, after which most rows are named. */
function isNameAgain({ status, userState, spec }: Session): boolean {
  const { state, summary } = status;
  return state === 'working' && summary === spec.firstLine && summary === (userState.name ?? spec.name);
}

const nothingYet: Readonly<Record<Session['spec']['kind'], string>> = {
  background: 'thinking…',
  adopted: 'thinking…',
  exec: 'no output yet',
};

function paintSummary(screen: ScreenState, session: Session, text: string): string {
  const kind = session.status.state;
  if (kind === 'needs-input') return paint(screen.look, 'attention', text);
  if (kind === 'working') return text;
  // The word is enough: a wall of red says no more.
  const word = kind === 'failed' ? (/^(?:failed:?|interrupted)/i.exec(text)?.[0] ?? '') : '';
  return paint(screen.look, 'failure', word) + paint(screen.look, 'muted', text.slice(word.length));
}

/** A running row says for how long, a finished one since when. */
function ageOf(clock: ClockState, session: Session): string {
  const { status } = session;
  const since = Math.max(0, clock.now - status.since);
  return age(since, status.state !== 'working' && status.state !== 'needs-input');
}

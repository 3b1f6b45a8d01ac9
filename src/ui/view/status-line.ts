import { isTerminalGone } from '../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../core/lifecycle/restart.ts';
import type { RestartKind } from '../../core/lifecycle/restart-words.ts';
import { isResumable } from '../../core/lifecycle/resumable.ts';
import { isQueued } from '../../core/queue/queue.ts';
import { paneKey } from '../../core/session/adopted.ts';
import type { Session } from '../../core/session/session.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { type Menu, openMenu } from '../line/completion.ts';
import { readDispatch } from '../line/dispatch-line.ts';
import { optionAtEnd } from '../line/leading-words.ts';
import { lineRefusal } from '../line/line-refusal.ts';
import { nextAsking } from '../list/asking.ts';
import { isCollapsed, selectedHeading } from '../list/collapse.ts';
import { activeFilter, isFilterKept, shownSessions } from '../list/filter.ts';
import type { Notice } from '../state/notice.ts';
import { findSession, isBrowsing, replyField, selectedSession, type ViewState } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';

/**
 * What stands at the bottom. A notice tells at its end what to do: it is never cut off where the window has room for
 * another line or two.
 */
export function statusLines(state: ViewState): readonly string[] {
  const { look, columns, rows } = state;
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
export function statusLine(state: ViewState): string {
  const width = state.columns - 2;
  const notice = said(state);
  if (notice) return noticeLine(state, notice, width);
  if (state.supervisor !== 'running')
    return ` ${paint(state.look, 'attention', clip(supervisorText(state), width))}`;
  const problem = state.problems[0];
  if (problem) return ` ${paint(state.look, 'attention', clip(safeText(problem), width))}`;
  const separator = ` ${glyphs(state.look).dot} `;
  const shown = fitting(hints(state), cells(separator), width);
  return ` ${shown.map(hint => hintText(state, clip(hint, width))).join(paint(state.look, 'faint', separator))}`;
}

/** A notice, else why the line that is being written would start nothing. */
function said(state: ViewState): Pick<Notice, 'text' | 'tone'> | undefined {
  if (state.notice) return state.notice;
  const why = activeFilter(state) ? undefined : lineRefusal(state);
  return why === undefined ? undefined : { text: why, tone: 'attention' };
}

/** One that was answered hands on to the next that asks. */
function noticeLine(state: ViewState, { text, tone }: Pick<Notice, 'text' | 'tone'>, width: number): string {
  const said = clip(safeText(text), width);
  const [hint] = state.mode === 'peek' && tone === 'success' ? nextHint(state) : [];
  const line = ` ${paint(state.look, tone, said)}`;
  if (!hint || cells(said) + cells(hint) + 3 > width) return line;
  return line + paint(state.look, 'faint', ` ${glyphs(state.look).dot} `) + hintText(state, hint);
}

/** Where the selected one asks nothing and others do. */
function nextHint(state: ViewState): readonly string[] {
  const isAsking = selectedSession(state)?.status.state === 'needs-input';
  return isAsking || nextAsking(state) === undefined ? [] : ['alt+n next that asks'];
}

/** As many as fit; the last tells the way on or out and is the last to go. */
function fitting(words: readonly string[], between: number, width: number): readonly string[] {
  const needed = words.reduce((sum, word) => sum + cells(word) + between, -between);
  return words.length < 2 || needed <= width ? words : fitting(words.toSpliced(-2, 1), between, width);
}

/** The key first, then what it does. */
function hintText({ look }: ViewState, hint: string): string {
  const key = hint.split(' ', 1)[0] ?? '';
  return key + paint(look, 'muted', hint.slice(key.length));
}

function supervisorText(state: ViewState): string {
  if (state.supervisor === 'starting') return 'Starting the supervisor…';
  return state.supervisor === 'hung'
    ? 'The supervisor hangs: agents daemon stop ends it, and it starts again.'
    : 'The supervisor has died; starting it again. Sessions are not affected.';
}

function hints(state: ViewState): readonly string[] {
  if (state.mode === 'rename') return ['enter saves the name', 'esc keeps the old one'];
  if (state.mode === 'help') return ['↑↓ scroll', 'esc closes'];
  if (state.mode === 'diff')
    return ['↑↓ scroll', 'n next file', 'p previous file', '←→ sideways', 'esc closes'];
  if (state.mode === 'peek') return peekHints(state);
  if (activeFilter(state)) {
    const session = selectedSession(state);
    const { length } = shownSessions(state);
    const keep = isFilterKept(state) || activeFilter(state)?.pull ? [] : ['enter keeps it'];
    const keys = keep[0] || !session ? keep : [...openHint(session), 'space peeks'];
    return [`${length} found`, ...(length > 0 ? keys : []), 'esc clears'];
  }
  const menu = openMenu(state);
  if (menu) return menuHints(state, menu);
  if (isBrowsing(state))
    return ['an earlier prompt', 'enter starts it again', '↑ an older one', '↓ back', 'esc clears'];
  if (state.field.text) {
    const enter = enterHint(state);
    const late = enter === starts ? optionAtEnd(state.field.text) : undefined;
    if (late) return [`${late} is part of the task here; options come first`, enter, 'esc clears'];
    const more = enter === starts ? ['shift+enter starts and attaches', 'ctrl+j newline'] : [];
    return [enter, ...more, 'esc clears'];
  }
  const heading = selectedHeading(state);
  if (heading) {
    const toggle = isCollapsed(state, heading) ? 'enter expands' : 'enter collapses';
    return [toggle, 'alt+↑↓ groups', 'ctrl+x clears what has ended', '? for keys'];
  }
  const session = selectedSession(state);
  if (!session) return ['? for keys', 'esc leaves'];
  const open = openHint(session);
  return [
    ...open,
    ...(open.length > 0 ? wayBackHint(state, session) : []),
    'space peeks',
    stopHint(session),
    ...nextHint(state),
    'ctrl+t pins',
    'ctrl+r renames',
    '? for keys',
  ];
}

const starts = 'enter starts it';
/** Longer lines have a task. */
const mostWithoutTask = 300;

/** Words about new sessions without a task are kept, and start nothing. */
function enterHint(state: ViewState): string {
  const { text } = state.field;
  const type = text.length > mostWithoutTask ? 'request' : readDispatch(text, state).type;
  return type === 'choose' ? 'enter keeps it for new sessions' : type === 'leave' ? 'enter leaves' : starts;
}

function openHint(session: Session): readonly string[] {
  if (isQueued(session)) return ['enter starts it now'];
  if (isResumable(session)) return restartHints[restartKindOf(session)];
  return isTerminalGone(session) ? [] : ['enter attaches'];
}

/** In a pane that nobody started here the person's own keys hold. */
function wayBackHint({ waysBack }: ViewState, session: Session): readonly string[] {
  if (session.spec.kind !== 'adopted') return ['ctrl+z comes back'];
  const keys = waysBack[paneKey(session)];
  return keys === undefined ? [] : [`${safeText(keys)} comes back`];
}

const restartHints: Readonly<Record<RestartKind, readonly string[]>> = {
  resume: ['enter resumes'],
  start: ['enter starts it again'],
  none: [],
};

function stopHint({ status }: Session): string {
  return status.process === 'alive' ? 'ctrl+x stops' : 'ctrl+x deletes';
}

function menuHints(state: ViewState, { at, entries, isTaking, word }: Menu): readonly string[] {
  // An option without its value starts nothing.
  const start = word === '' ? [] : [enterHint(state)];
  const enter = isTaking ? ['enter and tab complete'] : ['tab completes', ...start];
  return [`${at + 1} of ${entries.length}`, '↑↓ choose', ...enter, 'esc closes'];
}

function peekHints(state: ViewState): readonly string[] {
  const reply = replyField(state);
  if (state.goneId !== undefined && state.goneId === state.peek?.id)
    return ['gone from the list: nothing can be sent', 'esc closes'];
  if (reply.text.startsWith('!') && findSession(state, state.peek?.id)?.spec.kind !== 'exec')
    return ['enter runs it in the shell of this session', 'esc closes'];
  if (reply.text || state.peek?.chosen.length || state.peek?.typed) return ['enter sends', 'esc closes'];
  if (state.peek?.top !== undefined)
    return ['pgup/pgdn scroll', 'end shows the latest', 'space closes', '? for keys'];
  const session = findSession(state, state.peek?.id);
  const [open, stop] = session ? [openHint(session), [stopHint(session)]] : [[], []];
  return [
    ...open,
    ...nextHint(state),
    '↑↓ neighbours',
    'pgup scrolls',
    'space closes',
    ...stop,
    '? for keys',
  ];
}

import { isTerminalGone } from '../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../core/lifecycle/restart.ts';
import type { RestartKind } from '../../core/lifecycle/restart-words.ts';
import { isResumable } from '../../core/lifecycle/resumable.ts';
import { isQueued } from '../../core/queue/queue.ts';
import { besideBackend } from '../../core/screen/place.ts';
import type { Session } from '../../core/session/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { hint, keyOf } from '../keys/key-for.ts';
import { hintKeys } from '../keys/key-text.ts';
import { type Menu, openMenu } from '../line/completion.ts';
import { readDispatch } from '../line/dispatch-line.ts';
import { optionAtEnd } from '../line/leading-words.ts';
import { nextAsking } from '../list/asking.ts';
import { isCollapsed, selectedHeading } from '../list/collapse.ts';
import { activeFilter, isFilterKept, shownSessions } from '../list/filter.ts';
import type { KeysState } from '../state/keys.ts';
import { isBrowsing } from '../state/line.ts';
import { replyField } from '../state/peek.ts';
import { findSession, type SessionsState } from '../state/sessions.ts';
import { type Slices, selectedSession } from '../state/view-state.ts';

/** The keys that matter now, the most important first. */
export function hints(
  state: Slices<'keys' | 'sessions' | 'list' | 'line' | 'launch' | 'peek'>,
): readonly string[] {
  const help = hint(state.keys, 'help', 'for keys');
  const clears = hint(state.keys, 'back', 'clears');
  if (state.keys.mode === 'rename')
    return [
      ...hint(state.keys, 'save name', 'saves the name'),
      ...hint(state.keys, 'back', 'keeps the old one'),
    ];
  if (state.keys.mode === 'help')
    return [
      ...hint(state.keys, ['earlier keys', 'later keys'], 'scroll'),
      ...hint(state.keys, 'back', 'closes'),
    ];
  if (state.keys.mode === 'diff') return diffHints(state.keys);
  if (state.keys.mode === 'peek') return peekHints(state);
  if (activeFilter(state.line)) return filterHints(state);
  const menu = openMenu(state);
  if (menu) return menuHints(state, menu);
  if (isBrowsing(state.line))
    return [
      'an earlier prompt',
      ...hint(state.keys, 'dispatch', 'starts it again'),
      ...hint(state.keys, 'earlier prompt', 'an older one'),
      ...hint(state.keys, 'later prompt', 'back'),
      ...clears,
    ];
  if (state.line.field.text) return [...lineHints(state), ...clears];
  const heading = selectedHeading(state.list);
  if (heading) {
    return [
      ...hint(state.keys, 'toggle group', isCollapsed(state, heading) ? 'expands' : 'collapses'),
      ...hint(state.keys, ['previous group', 'next group'], 'groups'),
      ...hint(state.keys, 'stop', 'clears what has ended'),
      ...help,
    ];
  }
  const session = selectedSession(state);
  if (!session) return [...help, ...hint(state.keys, 'back', 'leaves')];
  const open = openHint(state.keys, session);
  return [
    ...open,
    ...(open.length > 0 ? wayBackHint(state.sessions, session) : []),
    ...hint(state.keys, 'peek', 'peeks'),
    ...stopHint(state.keys, session),
    ...nextHint(state),
    ...hint(state.keys, 'pin', 'pins'),
    ...hint(state.keys, 'rename', 'renames'),
    ...help,
  ];
}

function diffHints(keys: KeysState): readonly string[] {
  return [
    ...hint(keys, ['diff up', 'diff down'], 'scroll'),
    ...hint(keys, 'next file', 'next file'),
    ...hint(keys, 'previous file', 'previous file'),
    ...hint(keys, ['diff left', 'diff right'], 'sideways'),
    ...hint(keys, 'close diff', 'closes'),
  ];
}

function filterHints(state: Slices<'keys' | 'sessions' | 'list' | 'line'>): readonly string[] {
  const session = selectedSession(state);
  const { length } = shownSessions(state);
  const isKept = isFilterKept(state.line) || activeFilter(state.line)?.pull !== undefined;
  const keep = isKept ? [] : hint(state.keys, 'keep filter', 'keeps it');
  const keys =
    !isKept || !session ? keep : [...openHint(state.keys, session), ...hint(state.keys, 'peek', 'peeks')];
  return [`${length} found`, ...(length > 0 ? keys : []), ...hint(state.keys, 'back', 'clears')];
}

function lineHints(state: Slices<'keys' | 'line' | 'launch'>): readonly string[] {
  const words = enterWords(state);
  const enter = hint(state.keys, 'dispatch', words);
  if (words !== starts) return enter;
  const late = optionAtEnd(state.line.field.text);
  if (late) return [`${late} is part of the task here; options come first`, ...enter];
  return [
    ...enter,
    ...hint(state.keys, 'dispatch and attach', 'starts and attaches'),
    ...hint(state.keys, 'newline', 'newline'),
  ];
}

const starts = 'starts it';
/** Longer lines have a task. */
const mostWithoutTask = 300;

/** Words about new sessions without a task are kept, and start nothing. */
function enterWords(state: Slices<'line' | 'launch'>): string {
  const { text } = state.line.field;
  const type = text.length > mostWithoutTask ? 'request' : readDispatch(text, state.launch).type;
  return type === 'choose' ? 'keeps it for new sessions' : type === 'leave' ? 'leaves' : starts;
}

function openHint(keys: KeysState, session: Session): readonly string[] {
  const words = openWords(session);
  return words === undefined ? [] : hint(keys, keys.mode === 'peek' ? 'send' : 'dispatch', words);
}

function openWords(session: Session): string | undefined {
  if (isQueued(session)) return 'starts it now';
  if (isResumable(session)) return restartHints[restartKindOf(session)];
  return isTerminalGone(session) ? undefined : 'attaches';
}

/** The keys of tmux: in a pane that nobody started here the person's own hold, and beside the view those of iTerm2. */
function wayBackHint({ waysBack }: SessionsState, session: Session): readonly string[] {
  if (session.status.place?.backend === besideBackend) return ['cmd+[ comes back'];
  if (session.spec.kind !== 'adopted') return ['ctrl+z comes back'];
  const keys = waysBack[session.id];
  return keys === undefined ? [] : [`${safeText(keys)} comes back`];
}

const restartHints: Readonly<Record<RestartKind, string | undefined>> = {
  resume: 'resumes',
  start: 'starts it again',
  none: undefined,
};

function stopHint(keys: KeysState, { status }: Session): readonly string[] {
  return hint(keys, 'stop', status.process === 'alive' ? 'stops' : 'deletes');
}

function menuHints(
  state: Slices<'keys' | 'line' | 'launch'>,
  { at, entries, isTaking, word }: Menu,
): readonly string[] {
  const tab = keyOf(state.keys, 'complete');
  const both = [keyOf(state.keys, 'take completion'), tab].filter(key => key !== undefined);
  // An option without its value starts nothing.
  const start = word === '' ? [] : hint(state.keys, 'dispatch', enterWords(state));
  const enter = isTaking
    ? [`${hintKeys(both, ' and ')} ${both.length > 1 ? 'complete' : 'completes'}`]
    : [...hint(state.keys, 'complete', 'completes'), ...start];
  return [
    `${at + 1} of ${entries.length}`,
    ...hint(state.keys, ['previous completion', 'next completion'], 'choose'),
    ...enter,
    ...hint(state.keys, 'close completion', 'closes'),
  ];
}

function peekHints(state: Slices<'keys' | 'sessions' | 'list' | 'line' | 'peek'>): readonly string[] {
  const reply = replyField(state.peek);
  const [closes, spaceCloses] = [
    hint(state.keys, 'back', 'closes'),
    hint(state.keys, 'close peek', 'closes'),
  ];
  const help = hint(state.keys, 'help', 'for keys');
  if (state.sessions.goneId !== undefined && state.sessions.goneId === state.peek.open?.id)
    return ['gone from the list: nothing can be sent', ...closes];
  if (reply.text.startsWith('!') && findSession(state.sessions, state.peek.open?.id)?.spec.kind !== 'exec')
    return [...hint(state.keys, 'send', 'runs it in the shell of this session'), ...closes];
  if (reply.text || state.peek.open?.chosen.length || state.peek.open?.typed)
    return [...hint(state.keys, 'send', 'sends'), ...closes];
  if (state.peek.open?.top !== undefined)
    return [
      ...hint(state.keys, ['scroll up', 'scroll down'], 'scroll'),
      ...hint(state.keys, 'scroll to end', 'shows the latest'),
      ...spaceCloses,
      ...help,
    ];
  const session = findSession(state.sessions, state.peek.open?.id);
  const [open, stop] = session ? [openHint(state.keys, session), stopHint(state.keys, session)] : [[], []];
  return [
    ...open,
    ...nextHint(state),
    ...hint(state.keys, ['previous row', 'next row'], 'neighbours'),
    ...hint(state.keys, 'scroll up', 'scrolls'),
    ...spaceCloses,
    ...stop,
    ...help,
  ];
}

/** Where the selected one asks nothing and others do. */
export function nextHint(state: Slices<'keys' | 'sessions' | 'list' | 'line'>): readonly string[] {
  const isAsking = selectedSession(state)?.status.state === 'needs-input';
  return isAsking || nextAsking(state) === undefined
    ? []
    : hint(state.keys, 'next that asks', 'next that asks');
}

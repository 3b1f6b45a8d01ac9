import { isTerminalGone } from '../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../core/lifecycle/restart.ts';
import type { RestartKind } from '../../core/lifecycle/restart-words.ts';
import { isResumable } from '../../core/lifecycle/resumable.ts';
import { isQueued } from '../../core/queue/queue.ts';
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
import { findSession, isBrowsing, replyField, selectedSession, type ViewState } from '../state/view-state.ts';

/** The keys that matter now, the most important first. */
export function hints(state: ViewState): readonly string[] {
  const help = hint(state, 'help', 'for keys');
  const clears = hint(state, 'back', 'clears');
  if (state.mode === 'rename')
    return [...hint(state, 'save name', 'saves the name'), ...hint(state, 'back', 'keeps the old one')];
  if (state.mode === 'help')
    return [...hint(state, ['earlier keys', 'later keys'], 'scroll'), ...hint(state, 'back', 'closes')];
  if (state.mode === 'diff') return diffHints(state);
  if (state.mode === 'peek') return peekHints(state);
  if (activeFilter(state)) return filterHints(state);
  const menu = openMenu(state);
  if (menu) return menuHints(state, menu);
  if (isBrowsing(state))
    return [
      'an earlier prompt',
      ...hint(state, 'dispatch', 'starts it again'),
      ...hint(state, 'earlier prompt', 'an older one'),
      ...hint(state, 'later prompt', 'back'),
      ...clears,
    ];
  if (state.field.text) return [...lineHints(state), ...clears];
  const heading = selectedHeading(state);
  if (heading) {
    return [
      ...hint(state, 'toggle group', isCollapsed(state, heading) ? 'expands' : 'collapses'),
      ...hint(state, ['previous group', 'next group'], 'groups'),
      ...hint(state, 'stop', 'clears what has ended'),
      ...help,
    ];
  }
  const session = selectedSession(state);
  if (!session) return [...help, ...hint(state, 'back', 'leaves')];
  const open = openHint(state, session);
  return [
    ...open,
    ...(open.length > 0 ? wayBackHint(state, session) : []),
    ...hint(state, 'peek', 'peeks'),
    ...stopHint(state, session),
    ...nextHint(state),
    ...hint(state, 'pin', 'pins'),
    ...hint(state, 'rename', 'renames'),
    ...help,
  ];
}

function diffHints(state: ViewState): readonly string[] {
  return [
    ...hint(state, ['diff up', 'diff down'], 'scroll'),
    ...hint(state, 'next file', 'next file'),
    ...hint(state, 'previous file', 'previous file'),
    ...hint(state, ['diff left', 'diff right'], 'sideways'),
    ...hint(state, 'close diff', 'closes'),
  ];
}

function filterHints(state: ViewState): readonly string[] {
  const session = selectedSession(state);
  const { length } = shownSessions(state);
  const isKept = isFilterKept(state) || activeFilter(state)?.pull !== undefined;
  const keep = isKept ? [] : hint(state, 'keep filter', 'keeps it');
  const keys = !isKept || !session ? keep : [...openHint(state, session), ...hint(state, 'peek', 'peeks')];
  return [`${length} found`, ...(length > 0 ? keys : []), ...hint(state, 'back', 'clears')];
}

function lineHints(state: ViewState): readonly string[] {
  const words = enterWords(state);
  const enter = hint(state, 'dispatch', words);
  if (words !== starts) return enter;
  const late = optionAtEnd(state.field.text);
  if (late) return [`${late} is part of the task here; options come first`, ...enter];
  return [
    ...enter,
    ...hint(state, 'dispatch and attach', 'starts and attaches'),
    ...hint(state, 'newline', 'newline'),
  ];
}

const starts = 'starts it';
/** Longer lines have a task. */
const mostWithoutTask = 300;

/** Words about new sessions without a task are kept, and start nothing. */
function enterWords(state: ViewState): string {
  const { text } = state.field;
  const type = text.length > mostWithoutTask ? 'request' : readDispatch(text, state).type;
  return type === 'choose' ? 'keeps it for new sessions' : type === 'leave' ? 'leaves' : starts;
}

function openHint(state: ViewState, session: Session): readonly string[] {
  const words = openWords(session);
  return words === undefined ? [] : hint(state, state.mode === 'peek' ? 'send' : 'dispatch', words);
}

function openWords(session: Session): string | undefined {
  if (isQueued(session)) return 'starts it now';
  if (isResumable(session)) return restartHints[restartKindOf(session)];
  return isTerminalGone(session) ? undefined : 'attaches';
}

/** The keys of tmux: in a pane that nobody started here the person's own hold. */
function wayBackHint({ waysBack }: ViewState, session: Session): readonly string[] {
  if (session.spec.kind !== 'adopted') return ['ctrl+z comes back'];
  const keys = waysBack[session.id];
  return keys === undefined ? [] : [`${safeText(keys)} comes back`];
}

const restartHints: Readonly<Record<RestartKind, string | undefined>> = {
  resume: 'resumes',
  start: 'starts it again',
  none: undefined,
};

function stopHint(state: ViewState, { status }: Session): readonly string[] {
  return hint(state, 'stop', status.process === 'alive' ? 'stops' : 'deletes');
}

function menuHints(state: ViewState, { at, entries, isTaking, word }: Menu): readonly string[] {
  const tab = keyOf(state, 'complete');
  const both = [keyOf(state, 'take completion'), tab].filter(key => key !== undefined);
  // An option without its value starts nothing.
  const start = word === '' ? [] : hint(state, 'dispatch', enterWords(state));
  const enter = isTaking
    ? [`${hintKeys(both, ' and ')} ${both.length > 1 ? 'complete' : 'completes'}`]
    : [...hint(state, 'complete', 'completes'), ...start];
  return [
    `${at + 1} of ${entries.length}`,
    ...hint(state, ['previous completion', 'next completion'], 'choose'),
    ...enter,
    ...hint(state, 'close completion', 'closes'),
  ];
}

function peekHints(state: ViewState): readonly string[] {
  const reply = replyField(state);
  const [closes, spaceCloses] = [hint(state, 'back', 'closes'), hint(state, 'close peek', 'closes')];
  const help = hint(state, 'help', 'for keys');
  if (state.goneId !== undefined && state.goneId === state.peek?.id)
    return ['gone from the list: nothing can be sent', ...closes];
  if (reply.text.startsWith('!') && findSession(state, state.peek?.id)?.spec.kind !== 'exec')
    return [...hint(state, 'send', 'runs it in the shell of this session'), ...closes];
  if (reply.text || state.peek?.chosen.length || state.peek?.typed)
    return [...hint(state, 'send', 'sends'), ...closes];
  if (state.peek?.top !== undefined)
    return [
      ...hint(state, ['scroll up', 'scroll down'], 'scroll'),
      ...hint(state, 'scroll to end', 'shows the latest'),
      ...spaceCloses,
      ...help,
    ];
  const session = findSession(state, state.peek?.id);
  const [open, stop] = session ? [openHint(state, session), stopHint(state, session)] : [[], []];
  return [
    ...open,
    ...nextHint(state),
    ...hint(state, ['previous row', 'next row'], 'neighbours'),
    ...hint(state, 'scroll up', 'scrolls'),
    ...spaceCloses,
    ...stop,
    ...help,
  ];
}

/** Where the selected one asks nothing and others do. */
export function nextHint(state: ViewState): readonly string[] {
  const isAsking = selectedSession(state)?.status.state === 'needs-input';
  return isAsking || nextAsking(state) === undefined ? [] : hint(state, 'next that asks', 'next that asks');
}

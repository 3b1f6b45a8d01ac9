import { isElsewhere } from '../../../core/session/adopted.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import { headingId, selectedHeading } from '../../list/collapse.ts';
import { type Armed, selectedSession, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';
import {
  again,
  askMs,
  clearableIn,
  clearQuestion,
  deleteMs,
  deleteQuestion,
  endedSessions,
  readWork,
} from './loss.ts';

/** A key that is held down, or pressed once too often, comes again within this time. */
const heldMs = 300;

/** Ctrl+X: a working session is asked about first; stopped, then deleted by a second press within two seconds. */
export const stopCommands: readonly Command[] = [
  {
    // The row that came under the cursor is not meant.
    name: 'one press too many',
    keys: { list: ['ctrl+x'], peek: ['ctrl+x'] },
    precedence: 'early',
    follows: ['stop'],
    when: ({ now, removedAt }) => now - removedAt < heldMs,
    run: ({ now }) => ({ set: { removedAt: now } }),
  },
  {
    name: 'stop',
    keys: { list: ['ctrl+x'], peek: ['ctrl+x'] },
    doc: 'Stop (asks when working); again: delete[; {undo} undoes it]',
    group: 'row',
    refuse: state =>
      selectedHeading(state)
        ? refuseClear(state)
        : selectedSession(state)
          ? undefined
          : 'There is no session to stop.',
    run: state => (selectedHeading(state) ? clear(state) : stop(state)),
  },
];

function stop(state: ViewState): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const { id } = session;
  const name = displayName(session);
  const isAdopted = session.spec.kind === 'adopted';
  const isBack = !isAdopted && session.unreadable === undefined;
  const armed = state.armed?.id === id && state.armed.until > state.now ? state.armed.action : undefined;
  if (armed === 'delete') {
    const undo = isBack ? withKeys(state, '[{undo} brings it back]') : '';
    return {
      set: {
        armed: undefined,
        removedAt: state.now,
        mode: 'list',
        peek: undefined,
        notice: notice(state, isBack ? `Deleted ${name}.${undo && ` ${undo}.`}` : `Took ${name} away.`),
        ...(isBack && { deleted: [...state.deleted, [id]] }),
      },
      effects: [{ type: 'remove', id, ...(undo && { undo }) }],
    };
  }
  if (isElsewhere(session) && session.status.claudeJob === undefined) {
    return arm(
      state,
      id,
      `${again(state)} takes the row away: ${name} runs in another terminal; end it there.`,
    );
  }
  if (session.unreadable !== undefined) return stopUnreadable(state, session, armed);
  if (session.status.process !== 'alive')
    return { ...arm(state, id, deleteQuestion(state, session)), effects: readWork(state, [id]) };
  if ((session.status.state === 'working' || isAdopted) && armed !== 'stop') {
    const until = state.now + askMs;
    const why = isAdopted ? 'was not started here' : 'is working';
    const text = `${again(state)} stops it, Esc lets it go on: ${name} ${why}.`;
    return { set: { armed: { id, action: 'stop', until }, notice: notice(state, text, 'attention', askMs) } };
  }
  return {
    ...arm(state, id, deleteQuestion(state, session, true), true),
    effects: [{ type: 'stop', id }, ...readWork(state, [id])],
  };
}

/** Nobody knows whether it works: the first press asks. */
function stopUnreadable(state: ViewState, session: Session, armed: Armed['action'] | undefined): Change {
  const { id } = session;
  const name = displayName(session);
  if (armed === 'stop') {
    const text = `Nothing of ${name} runs now. ${again(state)} moves its record to the trash.`;
    return { ...arm(state, id, text, true), effects: [{ type: 'stop', id }] };
  }
  const until = state.now + askMs;
  const text = `${again(state)} ends what runs of ${name}, if anything does.`;
  return { set: { armed: { id, action: 'stop', until }, notice: notice(state, text, 'attention', askMs) } };
}

function arm(state: ViewState, id: string, text: string, isStopped = false): Change {
  const until = state.now + deleteMs;
  return {
    set: {
      armed: { id, action: 'delete', until, isStopped },
      notice: notice(state, text, 'attention', deleteMs),
    },
  };
}

function refuseClear(state: ViewState): string | undefined {
  const title = selectedHeading(state)?.title;
  return clearableIn(state, selectedHeading(state)).length > 0
    ? undefined
    : `Nothing in ${title} can be cleared: its sessions still run, or are pinned.`;
}

/** On a heading: asks, then moves what has ended to the trash; what runs or is pinned stays. */
function clear(state: ViewState): Change {
  const group = selectedHeading(state);
  if (!group) return {};
  const id = headingId(group.key);
  const ids = clearableIn(state, group);
  const isArmed = state.armed?.id === id && state.armed.until > state.now;
  if (isArmed) {
    const undo = withKeys(state, `[ {undo} brings ${ids.length === 1 ? 'it' : 'them'} back.]`);
    const text = `Moved ${endedSessions(ids.length)} to the trash.${undo}`;
    const deleted = [...state.deleted, ids];
    return {
      set: { armed: undefined, removedAt: state.now, deleted, notice: notice(state, text) },
      effects: [{ type: 'clear', ids }],
    };
  }
  const until = state.now + askMs;
  const text = clearQuestion(state, group);
  return {
    set: { armed: { id, action: 'delete', until }, notice: notice(state, text, 'attention', askMs) },
    effects: readWork(state, ids),
  };
}

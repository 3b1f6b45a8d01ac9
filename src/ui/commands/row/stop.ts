import { isElsewhere } from '../../../core/session/adopted.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import { headingId, selectedHeading } from '../../list/collapse.ts';
import { keptReplies } from '../../state/peek.ts';
import type { Armed } from '../../state/removal.ts';
import { changed, selectedSession, type ViewState } from '../../state/view-state.ts';
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
    when: ({ clock: { now }, removal: { removedAt } }) => now - removedAt < heldMs,
    run: ({ clock: { now } }) => ({ set: { removal: { removedAt: now } } }),
  },
  {
    name: 'stop',
    keys: { list: ['ctrl+x'], peek: ['ctrl+x'] },
    doc: 'Stop (asks when working); again: delete[; {undo} undoes it]',
    group: 'row',
    refuse: state =>
      selectedHeading(state.list)
        ? refuseClear(state)
        : selectedSession(state)
          ? undefined
          : 'There is no session to stop.',
    run: state => (selectedHeading(state.list) ? clear(state) : stop(state)),
  },
];

function stop(state: ViewState): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const { id } = session;
  const name = displayName(session);
  const isAdopted = session.spec.kind === 'adopted';
  const isBack = !isAdopted && session.unreadable === undefined;
  const armed =
    state.removal.armed?.id === id && state.removal.armed.until > state.clock.now
      ? state.removal.armed.action
      : undefined;
  if (armed === 'delete') {
    const undo = isBack ? withKeys(state.keys, '[{undo} brings it back]') : '';
    return {
      set: changed(
        {
          removal: { armed: undefined, removedAt: state.clock.now },
          keys: { mode: 'list' },
          peek: { open: undefined, replies: keptReplies(state.peek) },
          notices: {
            current: notice(state, isBack ? `Deleted ${name}.${undo && ` ${undo}.`}` : `Took ${name} away.`),
          },
        },
        isBack && { removal: { deleted: [...state.removal.deleted, [id]] } },
      ),
      effects: [{ type: 'remove', id, ...(undo && { undo }) }],
    };
  }
  if (isElsewhere(session) && session.status.claudeJob === undefined) {
    return arm(
      state,
      id,
      `${again(state.keys)} takes the row away: ${name} runs in another terminal; end it there.`,
    );
  }
  if (session.unreadable !== undefined) return stopUnreadable(state, session, armed);
  if (session.status.process !== 'alive')
    return { ...arm(state, id, deleteQuestion(state.keys, session)), effects: readWork(state, [id]) };
  if ((session.status.state === 'working' || isAdopted) && armed !== 'stop') {
    const until = state.clock.now + askMs;
    const why = isAdopted ? 'was not started here' : 'is working';
    const text = `${again(state.keys)} stops it, Esc lets it go on: ${name} ${why}.`;
    return {
      set: {
        removal: { armed: { id, action: 'stop', until } },
        notices: { current: notice(state, text, 'attention', askMs) },
      },
    };
  }
  return {
    ...arm(state, id, deleteQuestion(state.keys, session, true), true),
    effects: [{ type: 'stop', id }, ...readWork(state, [id])],
  };
}

/** Nobody knows whether it works: the first press asks. */
function stopUnreadable(state: ViewState, session: Session, armed: Armed['action'] | undefined): Change {
  const { id } = session;
  const name = displayName(session);
  if (armed === 'stop') {
    const text = `Nothing of ${name} runs now. ${again(state.keys)} moves its record to the trash.`;
    return { ...arm(state, id, text, true), effects: [{ type: 'stop', id }] };
  }
  const until = state.clock.now + askMs;
  const text = `${again(state.keys)} ends what runs of ${name}, if anything does.`;
  return {
    set: {
      removal: { armed: { id, action: 'stop', until } },
      notices: { current: notice(state, text, 'attention', askMs) },
    },
  };
}

function arm(state: ViewState, id: string, text: string, isStopped = false): Change {
  const until = state.clock.now + deleteMs;
  return {
    set: {
      removal: { armed: { id, action: 'delete', until, isStopped } },
      notices: { current: notice(state, text, 'attention', deleteMs) },
    },
  };
}

function refuseClear(state: ViewState): string | undefined {
  const title = selectedHeading(state.list)?.title;
  return clearableIn(state, selectedHeading(state.list)).length > 0
    ? undefined
    : `Nothing in ${title} can be cleared: its sessions still run, or are pinned.`;
}

/** On a heading: asks, then moves what has ended to the trash; what runs or is pinned stays. */
function clear(state: ViewState): Change {
  const group = selectedHeading(state.list);
  if (!group) return {};
  const id = headingId(group.key);
  const ids = clearableIn(state, group);
  const isArmed = state.removal.armed?.id === id && state.removal.armed.until > state.clock.now;
  if (isArmed) {
    const undo = withKeys(state.keys, `[ {undo} brings ${ids.length === 1 ? 'it' : 'them'} back.]`);
    const text = `Moved ${endedSessions(ids.length)} to the trash.${undo}`;
    const deleted = [...state.removal.deleted, ids];
    return {
      set: {
        removal: { armed: undefined, removedAt: state.clock.now, deleted },
        notices: { current: notice(state, text) },
      },
      effects: [{ type: 'clear', ids }],
    };
  }
  const until = state.clock.now + askMs;
  const text = clearQuestion(state, group);
  return {
    set: {
      removal: { armed: { id, action: 'delete', until } },
      notices: { current: notice(state, text, 'attention', askMs) },
    },
    effects: readWork(state, ids),
  };
}

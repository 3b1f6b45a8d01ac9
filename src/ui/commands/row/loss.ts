import type { Effect } from '../../../core/effects.ts';
import { isClearable } from '../../../core/lifecycle/clearable.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { unfinishedCount, type Work, workWords } from '../../../core/worktree/worktree.ts';
import { type Keys, withKeys } from '../../keys/key-for.ts';
import { headingId } from '../../list/collapse.ts';
import type { Group } from '../../state/list.ts';
import type { Armed } from '../../state/removal.ts';
import { findSession } from '../../state/sessions.ts';
import { type Changes, changed, type ViewState } from '../../state/view-state.ts';
import { notice } from '../command.ts';

export const askMs = 4000;
export const deleteMs = 2000;

/** The second press of the key that stops; begins a sentence. */
export function again(keys: Keys): string {
  return withKeys(keys, '{stop} again');
}

/** What a second press would take away, as far as it is known. */
export function deleteQuestion(keys: Keys, session: Session, isStopped = false): string {
  const loss = lossOf(keys, session);
  const name = displayName(session);
  const isAdopted = session.spec.kind === 'adopted';
  if (!isStopped)
    return loss || `${again(keys)} ${isAdopted ? `takes the row of ${name} away` : `deletes ${name}`}.`;
  return loss
    ? `Stopped. ${loss}`
    : `Stopped ${name}. ${again(keys)} ${isAdopted ? 'takes its row away' : 'deletes it'}.`;
}

/** What goes with it, first: at 80 columns the end of the sentence is cut off. */
function lossOf(keys: Keys, { spec, work }: Session): string {
  if (!spec.worktree?.base) return '';
  const words = work ? workWords(work) : 'its worktree';
  const isOne = !work || unfinishedCount(work) === 1;
  return words && `${again(keys)}: ${words} ${isOne ? 'goes' : 'go'} to the trash for 14 days.`;
}

/** The rows of a group that go when its heading is cleared. */
export function clearableIn(state: ViewState, group: Group | undefined): readonly string[] {
  return (group?.ids ?? []).filter(id => {
    const session = findSession(state.sessions, id);
    return session !== undefined && isClearable(session);
  });
}

export function endedSessions(count: number): string {
  return count === 1 ? '1 ended session' : `${count} ended sessions`;
}

/** The same for everything in a group that has ended; what runs or is pinned stays. */
export function clearQuestion(state: ViewState, group: Group): string {
  const ids = clearableIn(state, group);
  const kept = group.ids.length - ids.length;
  const rest =
    kept === 1
      ? ' 1 that runs or is pinned stays.'
      : kept > 1
        ? ` ${kept} that run or are pinned stay.`
        : ' Esc keeps them.';
  return `${again(state.keys)} moves ${endedSessions(ids.length)}${workIn(state, ids)} to the trash.${rest}`;
}

/** What nobody has committed or pushed yet is named, as with one session. */
function workIn(state: ViewState, ids: readonly string[]): string {
  const unfinished = ids.filter(id => {
    const session = findSession(state.sessions, id);
    return session?.spec.worktree?.base !== undefined && (!session.work || workWords(session.work) !== '');
  });
  return unfinished.length > 0 ? `, ${unfinished.length} with uncommitted or unpushed work,` : '';
}

/** What is known can be a minute old: it is read now, and the question asked again by `withWork`. */
export function readWork(state: ViewState, ids: readonly string[]): readonly Effect[] {
  const own = ids.filter(id => findSession(state.sessions, id)?.spec.worktree?.base !== undefined);
  return own.length > 0 ? [{ type: 'read-work', ids: own }] : [];
}

/** What has just been read in worktrees; the question that waits for a second press is asked again where it differs. */
export function withWork(before: ViewState, read: ReadonlyMap<string, Work>): Changes {
  const sessions = before.sessions.all.map(session => {
    const work = read.get(session.id);
    return work ? { ...session, work } : session;
  });
  const state = changed(before, { sessions: { all: sessions } });
  const { armed } = state.removal;
  if (armed?.action !== 'delete' || armed.until <= state.clock.now) return { sessions: { all: sessions } };
  const asked = questionFor(state, armed);
  if (!asked || asked.text === state.notices.current?.text) return { sessions: { all: sessions } };
  const until = state.clock.now + asked.ms;
  return {
    sessions: { all: sessions },
    removal: { armed: { ...armed, until } },
    notices: { current: notice(state, asked.text, 'attention', asked.ms) },
  };
}

function questionFor(state: ViewState, { id, isStopped }: Armed) {
  const session = findSession(state.sessions, id);
  if (session) return { text: deleteQuestion(state.keys, session, isStopped), ms: deleteMs };
  const group = state.list.groups.find(({ key }) => headingId(key) === id);
  return group && { text: clearQuestion(state, group), ms: askMs };
}

import type { Grouping } from '../../core/effects.ts';
import { nested } from '../../core/family/nested.ts';
import { isInterrupted } from '../../core/lifecycle/interrupted.ts';
import { startsFirst } from '../../core/queue/queue.ts';
import { directoryOf } from '../../core/session/directory.ts';
import { isReadyForReview } from '../../core/session/review.ts';
import type { Session } from '../../core/session/session.ts';
import type { State } from '../../core/session/state.ts';
import type { Group } from '../state/list.ts';

const stateGroups: readonly { key: string; title: string; states: readonly State[] }[] = [
  // What ended in the middle of its work, through no act of a person: nothing goes on before it is resumed.
  { key: 'interrupted', title: 'Interrupted', states: [] },
  { key: 'needs-input', title: 'Needs input', states: ['needs-input'] },
  // An open pull request lifts a resting session out of the groups below.
  { key: 'review', title: 'Ready for review', states: [] },
  { key: 'working', title: 'Working', states: ['working', 'sleeping', 'unknown'] },
  { key: 'queued', title: 'Queued', states: ['queued'] },
  { key: 'completed', title: 'Completed', states: ['completed', 'idle', 'failed', 'stopped'] },
];

const arranged = new WeakMap<readonly Session[], Map<Grouping, readonly Group[]>>();

/**
 * Sorts sessions into the groups of the view. Pinned ones come first in every grouping. The same array
 * gives the same groups, so that a beat of the clock costs nothing.
 */
export function arrange(sessions: readonly Session[], grouping: Grouping): readonly Group[] {
  const known = arranged.get(sessions) ?? new Map<Grouping, readonly Group[]>();
  arranged.set(sessions, known);
  const groups = known.get(grouping) ?? sortIntoGroups(sessions, grouping);
  known.set(grouping, groups);
  return groups;
}

function sortIntoGroups(sessions: readonly Session[], grouping: Grouping): readonly Group[] {
  const pinned = sessions.filter(session => session.userState.pinned);
  const others = sessions.filter(session => !session.userState.pinned);
  const groups =
    grouping === 'state'
      ? stateGroups.map(({ key, title, states }) => ({
          key,
          title,
          members: others.filter(
            session =>
              (specialGroup(session) ?? '') === key ||
              (specialGroup(session) === undefined && states.includes(session.status.state)),
          ),
        }))
      : byText(
          others,
          session => (grouping === 'directory' ? directoryOf(session) : (session.spec.role ?? '')),
          grouping,
        );
  return [{ key: 'pinned', title: 'Pinned', members: pinned }, ...groups]
    .filter(group => group.members.length > 0)
    .map(({ key, title, members }) => ({
      key,
      title,
      ids: nested([...members].sort(orderOf(key, members))).map(session => session.id),
    }));
}

/** The group of a session whose state alone does not tell it. */
function specialGroup(session: Session): string | undefined {
  if (isInterrupted(session)) return 'interrupted';
  return isReadyForReview(session.status.state, session.pulls) ? 'review' : undefined;
}

type Order = (a: Session, b: Session) => number;

/** Headings that name a state or `Pinned` say it all; under the others those that need a person come first. */
function orderOf(key: string, members: readonly Session[]): Order {
  if (key === 'completed' || key === 'review' || key === 'interrupted') return latestFirst;
  if (key === 'queued') return startsFirst;
  if (!key.includes(':')) return inOrder;
  const needs = needsOf(members);
  return (a, b) => (needs.get(a.id) ?? rest) - (needs.get(b.id) ?? rest) || inOrder(a, b);
}

/** As the groups by state stand: what waits for input, then what is ready for review, then the rest. */
const rest = 2;

function needOf({ status, pulls }: Session): number {
  if (status.state === 'needs-input') return 0;
  return isReadyForReview(status.state, pulls) ? 1 : rest;
}

/** By id, for those that need a person and for those above them in the tree. */
function needsOf(members: readonly Session[]): ReadonlyMap<string, number> {
  const byId = new Map(members.map(session => [session.id, session]));
  const needs = new Map<string, number>();
  for (const session of members) {
    const need = needOf(session);
    let above: Session | undefined = session;
    // A higher one that needs as much already has told those above it.
    while (above && need < (needs.get(above.id) ?? rest)) {
      needs.set(above.id, need);
      above = byId.get(above.spec.parent ?? '');
    }
  }
  return needs;
}

/** True when a row stands where its state says; used to keep rows in place while keys are in use. */
export function isSameArrangement(a: readonly Group[], b: readonly Group[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((group, index) => {
      const other = b[index];
      return group === other || (group.key === other?.key && group.ids.join() === other.ids.join());
    })
  );
}

/**
 * The old places with the rows that are gone taken out. New rows wait for the keys to rest: they would push down what
 * is being looked at.
 */
export function keepPlaces(old: readonly Group[], fresh: readonly Group[]): readonly Group[] {
  const alive = new Set(fresh.flatMap(group => group.ids));
  return old
    .map(group => (group.ids.every(id => alive.has(id)) ? group : withIds(group, alive)))
    .filter(group => group.ids.length > 0);
}

function withIds(group: Group, alive: ReadonlySet<string>): Group {
  return { ...group, ids: group.ids.filter(id => alive.has(id)) };
}

export function orderedIds(groups: readonly Group[]): readonly string[] {
  return groups.flatMap(group => group.ids);
}

function byText(sessions: readonly Session[], textOf: (session: Session) => string, grouping: Grouping) {
  const members = new Map<string, Session[]>();
  for (const session of sessions) {
    const text = textOf(session);
    const known = members.get(text);
    if (known) known.push(session);
    else members.set(text, [session]);
  }
  const needs = new Map([...members].map(([text, own]) => [text, Math.min(...own.map(needOf))]));
  const byName = (a: string, b: string) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1);
  return [...members]
    .sort(([a], [b]) => (needs.get(a) ?? rest) - (needs.get(b) ?? rest) || byName(a, b))
    .map(([text, own]) => ({
      key: `${grouping}:${text}`,
      title: text || (grouping === 'role' ? 'No role' : 'Directory not known'),
      members: own,
    }));
}

/** A fresh result comes first. */
function latestFirst(a: Session, b: Session): number {
  const byHand = (a.userState.order ?? -1) - (b.userState.order ?? -1);
  return byHand || b.status.since - a.status.since || inOrder(a, b);
}

/** Rows a person ordered stand as ordered; the others newest first, so that a place never depends on chatter. */
function inOrder(a: Session, b: Session): number {
  const byHand = (a.userState.order ?? -1) - (b.userState.order ?? -1);
  if (byHand !== 0) return byHand;
  return b.spec.createdAt - a.spec.createdAt || a.id.localeCompare(b.id);
}

import type { Listing } from '../../backends/backend.ts';
import { notificationOf, type Occasion, occasionOf } from '../../core/notify/notification.ts';
import { isRecord } from '../../core/schema.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { deliver } from '../../operations/notify.ts';
import { readJson } from '../../system/files/read-file.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { log } from '../../system/log/log.ts';
import { isWithin } from '../../system/machine/clock-jump.ts';
import { readSettings } from '../../system/settings/read-settings.ts';
import { userActivity } from '../../system/store/view/user-activity.ts';

/** Several within this time are one notification, and what is over before is none. */
const usualSettleMs = 1500;
/** For this long after a key the person is taken to see the view. */
const inUseMs = 30_000;
/** The very first supervisor does not notify of what is old. */
const oldMs = 60_000;

interface Poll {
  readonly sessions: readonly Session[];
  readonly listing: Listing;
}

/** `seenFirstAt`: when it was first noticed; ms. `dueAt`: when it is told, by `performance.now`. */
type Due = Occasion & { readonly seenFirstAt: number; readonly dueAt: number };

/**
 * Notifies of what newly needs the person, once for each question and each end. Call the result after every poll: it
 * returns in how many ms it wants the next; undefined when nothing is pending.
 */
export function notifier(world: World, settleMs = usualSettleMs): (round: Poll) => number | undefined {
  const known = readKnown(world);
  const pending = new Map<string, Due>();
  return ({ sessions, listing }) => {
    const now = world.now();
    const dueAt = performance.now() + settleMs;
    known.begin(sessions, now);
    const occasions = sessions.flatMap(session => occasionOf(session) ?? []);
    const fresh = occasions.filter(({ id, key }) => known.keyOf(id) !== key);
    for (const id of pending.keys()) if (!fresh.some(each => each.id === id)) pending.delete(id);
    for (const each of fresh)
      if (pending.get(each.id)?.key !== each.key) pending.set(each.id, { ...each, seenFirstAt: now, dueAt });
    if (pending.size === 0) return undefined;
    const oldest = Math.min(...[...pending.values()].map(each => each.dueAt));
    if (performance.now() < oldest) return oldest - performance.now();
    const due = [...pending.values()];
    pending.clear();
    // Written first, so that nothing is notified twice after a crash.
    known.add(due);
    tell(world, due, { sessions, listing });
    return undefined;
  };
}

/** Settings are read again, so that a change counts at once. Not awaited: a command may be slow. */
function tell(world: World, due: readonly Due[], round: Poll): void {
  const { settings } = readSettings(world.paths);
  const wanted = due.filter(
    each =>
      settings['notify.on'].includes(each.reason) &&
      !(settings['notify.quietWhenSeen'] && isSeen(world, each, round)),
  );
  if (wanted.length === 0) return;
  void deliver(world.env, settings, notificationOf(wanted)).then(ways => {
    for (const { way, problem } of ways)
      if (problem) log(world.paths, `a notification by ${way} failed: ${problem}`, 'error');
  });
}

/** Whether a person sees it, in the view or attached, or has seen it since it began. */
function isSeen(world: World, { id, since, seenFirstAt }: Due, { sessions, listing }: Poll): boolean {
  const { at, hasLeft } = userActivity(world.paths);
  if (hasLeft ? at >= seenFirstAt : isWithin(inUseMs, at, world.now())) return true;
  const session = sessions.find(each => each.id === id);
  const isAttached = listing.panes.some(pane => pane.id === id && pane.attached > 0);
  return isAttached || (session?.userState.seenAt ?? 0) >= since;
}

/** What each session was last told for, in a file that the supervisor alone writes. */
function readKnown(world: World) {
  const read = readJson(world.paths.notified, isRecord);
  const saved = read.ok && isRecord(read.value['keys']) ? Object.entries(read.value['keys']) : undefined;
  let keys = new Map(saved?.flatMap(([id, key]) => (typeof key === 'string' ? [[id, key] as const] : [])));
  let isFirst = saved === undefined;
  const write = () => {
    const text = JSON.stringify({ version: 1, keys: Object.fromEntries(keys) }, null, 1);
    try {
      writeFileAtomic(world.paths.notified, `${text}\n`);
    } catch (error) {
      log(world.paths, String(error), 'error');
    }
  };
  return {
    keyOf: (id: string) => keys.get(id),
    /** Forgets sessions that are gone. */
    begin: (sessions: readonly Session[], now: number) => {
      const ids = new Set(sessions.map(session => session.id));
      const kept = [...keys].filter(([id]) => ids.has(id));
      const old = isFirst ? oldOccasions(sessions, now) : [];
      isFirst = false;
      if (kept.length === keys.size && old.length === 0) return;
      keys = new Map([...kept, ...old]);
      write();
    },
    add: (due: readonly Occasion[]) => {
      for (const { id, key } of due) keys.set(id, key);
      write();
    },
  };
}

function oldOccasions(sessions: readonly Session[], now: number) {
  return sessions.flatMap(session => {
    const occasion = occasionOf(session);
    return occasion && now - occasion.since > oldMs ? [[occasion.id, occasion.key] as const] : [];
  });
}

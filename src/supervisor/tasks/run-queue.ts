import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { type Pressure, pressureOf, type Readings } from '../../core/queue/pressure.ts';
import { fullReason, inQueueOrder, liveSessions } from '../../core/queue/queue.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { whyQueueIsOff } from '../../operations/dispatch/kill-switch.ts';
import { startQueued } from '../../operations/dispatch/queue.ts';
import { whyNoView } from '../../operations/dispatch/require-backend.ts';
import { log } from '../../system/log/log.ts';
import { isWithin } from '../../system/machine/clock-jump.ts';
import { askPressure, swappedOut } from '../../system/machine/pressure.ts';
import { publishPressure } from '../../system/store/daemon/published-pressure.ts';
import { isThere, jobDirectory } from '../../system/store/job/jobs.ts';
import { dequeue, readQueue } from '../../system/store/job/queue.ts';
import type { Room } from './clean-up.ts';
import type { Task } from './task.ts';

/** What the queue reports to the rest of the supervisor. */
interface QueueNow {
  /** Why each waiting session waits. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly readings: Readings;
  /** Something waits that could start if an idle session gave its place: memory is short, or as many run as may. */
  readonly wantsRoom: boolean;
}

/** The least time between two starts where the setting is 0. */
const mostAtOnce = 8;
const readingMs = 5000;
const publishMs = 10_000;
const pageMb = 4096 / 2 ** 20;
/** An entry comes before its job directory: one without is of a dispatch that died. */
const orphanMs = 60_000;

/** Starts what waits, and tells how much room there is. */
export function queueTask(world: World): { readonly task: Task; readonly room: () => Room } {
  const runQueue = queueRunner(world);
  let last: QueueNow | undefined;
  return {
    task: {
      name: 'The queue',
      needsBackend: true,
      beforeLook: sessions => {
        last = undefined;
        last = runQueue(sessions);
        return last.reasons;
      },
    },
    room: () => ({ memoryFree: last?.readings.memoryFree, isWaitedFor: last?.wantsRoom === true }),
  };
}

/** Starts queued sessions, one after the other. Call the result before each poll. */
function queueRunner(world: World): (sessions: readonly Session[]) => QueueNow {
  const { settings } = world;
  const look = pressureReader(world);
  const starting = new Set<string>();
  // A supervisor that has just started does not know when the previous one last started a session.
  let lastStartAt = performance.now();
  const start = (id: string) => {
    starting.add(id);
    lastStartAt = performance.now();
    startQueued(world, id)
      .catch(error => log(world.paths, String(error), 'error'))
      .finally(() => starting.delete(id));
  };
  return sessions => {
    const { readings, pressure } = look();
    const reason = pressure?.words;
    const byId = new Map(sessions.map(session => [session.id, session]));
    const entries = readQueue(world.paths).filter(({ id }) => byId.has(id) || !isOrphan(world, id));
    const ids = new Set(entries.map(({ id }) => id));
    const live = liveSessions(sessions, ids);
    const isFull = () => settings.maxSessions > 0 && live + starting.size >= settings.maxSessions;
    const waiting = inQueueOrder(entries, byId).filter(({ id }) => byId.has(id) && !starting.has(id));
    const noView = (id: string) => whyNoView(world, byId.get(id)?.spec ?? {});
    const whyNot = (id: string) =>
      whyQueueIsOff(world) ??
      noView(id) ??
      reason ??
      (isFull() && byId.get(id)?.spec.kind !== 'exec' ? fullReason(settings.maxSessions) : undefined);
    const isTime = () =>
      starting.size < mostAtOnce && performance.now() - lastStartAt >= settings['queue.staggerMs'];
    for (const { id } of waiting) if (isTime() && whyNot(id) === undefined) start(id);
    const reasons = new Map(entries.map(({ id }) => [id, whyNot(id) ?? 'its turn comes']));
    const isForRoom = ({ id }: { readonly id: string }) =>
      pressure === undefined
        ? whyNot(id) === fullReason(settings.maxSessions)
        : pressure.of !== 'load' && noView(id) === undefined;
    return { reasons, readings, wantsRoom: waiting.some(isForRoom) };
  };
}

/** Its dispatch died before the session was recorded. */
function isOrphan(world: World, id: string): boolean {
  if (isThere(jobDirectory(world.paths, id))) return false;
  const entry = lstatSync(join(world.paths.queue, `${id}.json`), { throwIfNoEntry: false });
  if (entry && isWithin(orphanMs, entry.mtimeMs)) return false;
  dequeue(world.paths, id);
  return true;
}

/** Reads every five seconds, or each time while a session may wait for it; publishes what only it can see. */
function pressureReader(world: World): () => { readings: Readings; pressure: Pressure | undefined } {
  const root = world.env['AGENTS_PRESSURE_ROOT'];
  let swap: { at: number; pages: number } | undefined;
  let swapGrowth = 0;
  let publishedAt = Number.NEGATIVE_INFINITY;
  let isPublished = false;
  return () => {
    const now = performance.now();
    const pages = swappedOut(root);
    if (pages !== undefined && (!swap || now - swap.at >= readingMs)) {
      swapGrowth = swap ? (pages - swap.pages) * pageMb : 0;
      swap = { at: now, pages };
    }
    const readings = { ...askPressure(root), swapGrowth };
    const pressure = pressureOf(readings, world.settings);
    const isOurs = pressure !== undefined && (process.platform !== 'linux' || pressure.of === 'swap');
    if (isOurs !== isPublished || (isOurs && now - publishedAt > publishMs)) {
      publishPressure(world.paths, isOurs ? pressure.words : undefined);
      isPublished = isOurs;
      publishedAt = now;
    }
    return { readings, pressure };
  };
}

import { join } from 'node:path';
import { findAgent } from '../../core/agents/index.ts';
import type { DispatchRequest } from '../../core/effects.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { pressureOf } from '../../core/queue/pressure.ts';
import { fullReason, liveSessions } from '../../core/queue/queue.ts';
import type { Spec } from '../../core/session/session.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { log } from '../../system/log/log.ts';
import { readPressure } from '../../system/machine/pressure.ts';
import { withFileLock } from '../../system/processes/lock-file.ts';
import { readSettings } from '../../system/settings/read-settings.ts';
import { publishedPressure } from '../../system/store/daemon/published-pressure.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { dequeue, isQueued, queuedIds, readWaitingEnvironment } from '../../system/store/job/queue.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { type SessionCache, sessionCache } from '../../system/store/job/session-cache.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { prepareWorktree } from '../worktree/worktree.ts';
import { launchFiles } from './launch-files.ts';
import { freshPlan } from './launch-plan.ts';
import { startPane, withSessionClaim } from './start.ts';
import { startFailed } from './start-event.ts';

/** How long a dispatch waits for others that count the sessions at the same moment. */
const countingMs = 30_000;

/**
 * Runs `record` with the reason why the session must wait, or without one. With `maxSessions` it holds a lock while
 * sessions are counted; without, it takes 1 ms.
 */
export function withReasonToWait<T>(
  world: World,
  request: Pick<DispatchRequest, 'kind' | 'now'>,
  record: (reason: string | undefined) => T,
): T {
  if (request.now) return record(undefined);
  // Read again, since a view stays open for days.
  const { settings } = readSettings(world.paths, world.env);
  const pressure = pressureHere(world, settings);
  if (request.kind === 'exec') return record(pressure);
  if (pressure !== undefined || queuedIds(world.paths).length > 0)
    return record(pressure ?? 'others come first');
  const most = settings.maxSessions;
  if (most === 0) return record(undefined);
  return withFileLock(
    join(world.paths.daemon, 'dispatch.lock'),
    () => {
      const queued = new Set(queuedIds(world.paths));
      if (queued.size > 0) return record('others come first');
      const live = liveSessions(cacheOf(world).read().sessions, queued);
      return record(live >= most ? fullReason(most) : undefined);
    },
    countingMs,
  );
}

/** Why no further agent should start now, for a caller that does not queue; undefined when one can. */
export function whyNoMore(world: World): string | undefined {
  const { settings } = readSettings(world.paths, world.env);
  const most = settings.maxSessions;
  const live = () => liveSessions(cacheOf(world).read().sessions, new Set(queuedIds(world.paths)));
  return pressureHere(world, settings) ?? (most > 0 && live() >= most ? fullReason(most) : undefined);
}

/** The load of the machine now, with what the supervisor has published about the last seconds. */
function pressureHere(world: World, settings: Settings): string | undefined {
  const readings = readPressure(world.env['AGENTS_PRESSURE_ROOT']);
  return pressureOf(readings, settings)?.words ?? publishedPressure(world.paths);
}

const caches = new WeakMap<World, SessionCache>();

function cacheOf(world: World): SessionCache {
  const known = caches.get(world) ?? sessionCache(world.paths);
  caches.set(world, known);
  return known;
}

/**
 * Starts a queued session, in the environment in which it was dispatched; false when another process has started,
 * stopped or removed it. After a crash between the start and the removal of the entry its pane is found, so nothing
 * starts twice.
 * Throws a sentence when it cannot be started; its row says so, and where it only lacks a view it waits on.
 */
export async function startQueued(world: World, id: string): Promise<boolean> {
  if (!isQueued(world.paths, id)) return false;
  return withSessionClaim(world, id, async pane => {
    const session = readSession(world.paths, id);
    if (!isQueued(world.paths, id) || isBadJob(session)) return false;
    if (pane || session.userState.stoppedAt !== undefined) {
      dequeue(world.paths, id);
      return pane !== undefined;
    }
    try {
      await begin(world, session.spec);
      dequeue(world.paths, id);
    } catch (error) {
      // It waits for the next view, also when this one was closed a moment ago.
      if (error instanceof UserError && error.code === 'no-view') throw error;
      const failed = startFailed(world, session.spec, error);
      dequeue(world.paths, id);
      throw failed;
    } finally {
      nudge(world.paths, 'wake');
    }
    log(world.paths, `started queued session ${id}`);
    return true;
  });
}

async function begin(world: World, spec: Spec): Promise<void> {
  const agent = findAgent(spec.agent);
  if (!agent) throw new Error(`the agent "${spec.agent}" is not known any more.`);
  const cwd = await prepareWorktree(world, spec);
  if (cwd !== spec.cwd) {
    const files = launchFiles(world, freshPlan(world, { ...spec, cwd }, agent));
    for (const [name, text] of Object.entries(files))
      writeFileAtomic(join(jobDirectory(world.paths, spec.id), name), text);
  }
  const environment = readWaitingEnvironment(world.paths, spec.id);
  await startPane(
    world,
    spec,
    agent,
    environment && { environment: { ...environment, AGENTS_HOME: world.paths.home } },
  );
}

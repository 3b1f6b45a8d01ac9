import { isNewer } from '../../core/text/newer.ts';
import type { World } from '../../operations/context/world.ts';
import { log } from '../../system/log/log.ts';
import { clockJump } from '../../system/machine/clock-jump.ts';
import { version } from '../../system/programs/version.ts';
import { keepYoungHeapSmall } from '../../system/programs/young-heap.ts';
import { spawnDetached } from '../../system/run/spawn-detached.ts';
import { type Lock, takeLock } from '../../system/store/daemon/supervisor-lock.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import { attempts } from '../attempts.ts';
import { emptyMemory } from '../poll-memory.ts';
import { supervisorTasks } from '../tasks/index.ts';
import { taskRunner } from '../tasks/run-tasks.ts';
import { afterJump } from './after-jump.ts';
import { leaveWatch } from './leave.ts';
import { poll } from './poll.ts';
import { hasRebooted } from './rebooted.ts';
import { makeWakeUp } from './wake-up.ts';

/** Where a look has failed. */
const retryMs = 2000;
/** Two looks are at least this far apart, however many events come. */
const leastGapMs = 25;
/** After an event: the person's servers may have been asked just before it, and are not asked again at once. */
const afterEventMs = 2000;

/**
 * The one background process of a person: observes every session and records what it concludes. Resolves when it
 * is asked to stop, or when another supervisor holds the lock.
 */
export async function runSupervisor(
  world: World,
  { takesOver }: { readonly takesOver: boolean },
): Promise<void> {
  const wakeUp = makeWakeUp();
  // Before the lock is taken, so that a supervisor that is asked to end at once gives it back.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, wakeUp.stop);
  process.on('SIGHUP', () => {});
  const lock = await becomeTheOne(world, { takesOver, isStopped: wakeUp.isStopped });
  if (!lock) return;
  log(world.paths, `supervisor ${version} started, pid ${process.pid}`);
  keepYoungHeapSmall();
  const cache = sessionCache(world.paths);
  const memory = emptyMemory(hasRebooted(world) ? world.now() : undefined);
  const attempt = attempts(world);
  const tasks = taskRunner(supervisorTasks(world, { cache, attempt, wake: wakeUp.trigger }), attempt);
  const mayLeave = leaveWatch(world);
  let isLeaving = false;
  let server: number | undefined;
  let wasWoken = false;
  let isSilent = false;
  const serverIsGone = () => server !== undefined && !isAlive(server);
  const readJump = clockJump();
  let jumpedBy = 0;
  const hasJumped = () => {
    jumpedBy += readJump();
    return jumpedBy !== 0;
  };
  while (!wakeUp.isStopped() && !isLeaving && lock.stillHeld()) {
    const startedAt = performance.now();
    let waitMs = retryMs;
    try {
      const { sessions: before } = cache.read();
      if (hasJumped()) {
        tasks.onClockSet();
        afterJump(world, memory, { by: jumpedBy, sessions: before, attempt });
      }
      jumpedBy = 0;
      const queued = tasks.beforeLook(before);
      const result = await poll(world, cache, memory, { queued, onSight: tasks.onSight, attempt });
      const { sessions, listing } = result;
      if (result.isSilent !== isSilent)
        log(world.paths, result.isSilent ? 'tmux does not answer' : 'tmux answers again');
      isSilent = result.isSilent;
      server = listing.server?.pid;
      const wantedMs = await tasks.afterLook(result);
      const soon = isSilent ? retryMs : wasWoken ? afterEventMs : Number.POSITIVE_INFINITY;
      waitMs = Math.min(result.nextLookMs, wantedMs, soon);
      const reason = attempt('Leaving', () => mayLeave(sessions));
      // The new supervisor asks this one to end once it runs: a program that does not start replaces nothing.
      if (reason === 'new-program') startSuccessor(world, 'the program on disk is a new one');
      if (reason === 'new-settings') startSuccessor(world, 'the settings have changed');
      isLeaving = reason === 'nothing-to-keep';
    } catch (error) {
      log(world.paths, error instanceof Error ? (error.stack ?? error.message) : String(error), 'error');
    }
    lock.beat();
    const leastMs = leastGapMs - (performance.now() - startedAt);
    wasWoken = await wakeUp.wait(waitMs, { leastMs, isOver: () => serverIsGone() || hasJumped() });
  }
  tasks.close();
  lock.release();
  log(world.paths, `supervisor ${version} stopped, pid ${process.pid}`);
}

/** The next supervisor takes over from files and tmux; sessions do not notice. */
function startSuccessor(world: World, why: string): void {
  log(world.paths, `${why}: starting again`);
  spawnDetached(['daemon', 'run', '--takeover'], { env: world.env, logFile: world.paths.log });
}

/** How long an older supervisor may take to end. */
const handoverMs = 10_000;

interface Request {
  readonly takesOver: boolean;
  readonly isStopped: () => boolean;
}

/** The lock, also from an older version or from the one that started us; undefined when another one stays. */
async function becomeTheOne(world: World, { takesOver, isStopped }: Request): Promise<Lock | undefined> {
  const deadline = performance.now() + handoverMs;
  let asked = 0;
  while (!isStopped()) {
    const lock = takeLock(world.paths, { version });
    if (!('heldBy' in lock)) return lock;
    const { pid, version: other } = lock.heldBy;
    if ((!takesOver && !isNewer(version, other)) || performance.now() > deadline) return undefined;
    if (asked !== pid) process.kill(pid, 'SIGTERM');
    asked = pid;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

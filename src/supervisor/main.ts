import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { giveFirstPrompts } from '../runtime/first-prompt.ts';
import { sendWaiting } from '../runtime/outbox.ts';
import type { World } from '../runtime/world.ts';
import { log } from '../system/log.ts';
import { sessionCache } from '../system/session-cache.ts';
import { takeLock } from '../system/supervisor-lock.ts';
import { version } from '../system/version.ts';
import { watchNudges } from '../system/watch.ts';
import { houseKeeper } from './house.ts';
import { indexKeeper } from './keep-index.ts';
import { workKeeper } from './keep-work.ts';
import { notifier } from './notifier.ts';
import { watchPulls } from './pulls.ts';
import { hasRebooted, writeRoster } from './roster.ts';
import { emptyMemory, lookAround } from './round.ts';
import { queueRunner } from './run-queue.ts';

/** Where a look has failed. */
const retryMs = 2000;
/** Two looks are at least this far apart, however many events come. */
const leastGapMs = 25;

/**
 * The one background process of a person: observes every session and records what it concludes. Resolves when it
 * is asked to stop, or when another supervisor holds the lock.
 */
export async function runSupervisor(world: World): Promise<void> {
  const lock = takeLock(world.paths, { version });
  if ('heldBy' in lock) return;
  log(world.paths, `supervisor ${version} started, pid ${process.pid}`);
  const cache = sessionCache(world.paths);
  const memory = emptyMemory(hasRebooted(world) ? world.now() : undefined);
  const pulls = watchPulls(world);
  const keepIndex = indexKeeper(world.paths, cache);
  const keepWork = workKeeper(world);
  const keepHouse = houseKeeper(world);
  const notify = notifier(world);
  const runQueue = queueRunner(world);
  const alarm = makeAlarm();
  const watches = watchEverything(world, alarm.ring);
  const stop = () => alarm.stop();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  process.on('SIGHUP', () => {});
  let roster = '';
  let server: number | undefined;
  const serverIsGone = () => server !== undefined && !isAlive(server);
  while (!alarm.isStopped() && lock.stillHeld()) {
    const startedAt = performance.now();
    let waitMs = retryMs;
    try {
      const queue = runQueue(cache.read().sessions);
      const around = { queued: queue.reasons, onSight: pulls.see };
      const result = await lookAround(world, cache, memory, around);
      pulls.go(result.sessions);
      roster = writeRoster(world, result, roster);
      await keepHouse({
        sessions: result.sessions,
        panes: result.listing.panes,
        memoryFree: queue.readings.memoryFree,
        isWaitedFor: queue.isForMemory,
      });
      // Not waited for: a program can take seconds to show what it was given.
      for (const given of [giveFirstPrompts, sendWaiting])
        given(world, result.sessions).catch(error => log(world.paths, String(error), 'error'));
      waitMs = Math.min(result.nextLookMs, notify(result) ?? Number.POSITIVE_INFINITY);
      server = result.listing.server?.pid;
      watches.renew();
      keepIndex(startedAt);
      keepWork(result.sessions);
    } catch (error) {
      log(world.paths, error instanceof Error ? (error.stack ?? error.message) : String(error), 'error');
    }
    await alarm.wait(waitMs, { leastMs: leastGapMs - (performance.now() - startedAt), isOver: serverIsGone });
  }
  watches.close();
  lock.release();
  log(world.paths, `supervisor ${version} stopped, pid ${process.pid}`);
}

interface Patience {
  readonly leastMs: number;
  /** Asked every second: a tmux server that dies has no event. */
  readonly isOver: () => boolean;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A wait that can be cut short; rings that come while nobody waits are kept. */
function makeAlarm() {
  let ringing = false;
  let stopped = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    ringing = true;
    wake?.();
  };
  return {
    ring,
    stop: () => {
      stopped = true;
      ring();
    },
    isStopped: () => stopped,
    wait: async (ms: number, { leastMs, isOver }: Patience) => {
      if (leastMs > 0) await new Promise(resolve => setTimeout(resolve, leastMs));
      const end = performance.now() + ms;
      for (let left = ms; left > 0 && !ringing && !isOver(); left = end - performance.now()) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, Math.min(left, 1000));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      ringing = false;
    },
  };
}

/** Hooks and verbs touch one file of ours; Claude Code's own session files tell what no hook tells (Esc). */
function watchEverything(world: World, ring: () => void) {
  const nudges = watchNudges(world.paths, 'wake', ring);
  const home = world.env['CLAUDE_CONFIG_DIR'] || join(world.env['HOME'] ?? '/', '.claude');
  let files: FSWatcher | undefined;
  // Claude Code makes the directory when it is first started, and that may be long after us.
  const renew = () => {
    files ??= watchDirectory(join(home, 'sessions'), ring, () => {
      files = undefined;
    });
  };
  renew();
  return {
    renew,
    close: () => {
      nudges();
      files?.close();
    },
  };
}

/** Undefined where there is no such directory yet: the rounds find its files all the same. */
function watchDirectory(directory: string, ring: () => void, lost: () => void): FSWatcher | undefined {
  if (!existsSync(directory)) return undefined;
  try {
    const watcher = watch(directory, ring);
    watcher.on('error', () => {
      watcher.close();
      lost();
    });
    return watcher;
  } catch {
    return undefined;
  }
}

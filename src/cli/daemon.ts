import { setTimeout as wait } from 'node:timers/promises';
import { shortSpan } from '../core/age.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import { openWorld, type World } from '../runtime/world.ts';
import { sessionCache } from '../system/session-cache.ts';
import { readLock } from '../system/supervisor-lock.ts';
import { version } from '../system/version.ts';
import { UsageError } from './usage-error.ts';

const limitMs = 5000;

/** `agents daemon status|start|stop`. `run` is what the program starts itself with. */
export async function daemon(words: readonly string[]): Promise<number> {
  const [action = 'status'] = words;
  const world = openWorld(process.env);
  if (action === 'run') return runToTheEnd(world);
  if (action === 'status') return status(world);
  if (action === 'start') return start(world);
  if (action === 'stop') return stop(world);
  throw new UsageError(`There is no "agents daemon ${action}". Known: status, start, stop.`);
}

/** Loaded apart: no other verb needs it. */
async function runToTheEnd(world: World): Promise<number> {
  const { runSupervisor } = await import('./full.ts');
  await runSupervisor(world);
  return 0;
}

function status(world: World): number {
  const lock = readLock(world.paths);
  const { sessions } = sessionCache(world.paths).read();
  const alive = sessions.filter(session => session.conclusion.process === 'alive').length;
  const running = lock?.alive
    ? `running, pid ${lock.holder.pid}, version ${lock.holder.version}, for ${shortSpan(world.now() - lock.holder.startedAt)}`
    : 'not running (it starts by itself with the next session or view)';
  const lines = [
    `supervisor       ${running}`,
    `program          ${version}`,
    `state directory  ${world.paths.home}`,
    `tmux socket      ${world.backend.socket}`,
    `sessions         ${sessions.length} (${alive} alive)`,
    `log              ${world.paths.log}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

async function start(world: World): Promise<number> {
  const wasRunning = ensureSupervisor(world);
  await until(() => readLock(world.paths)?.alive === true, 'The supervisor did not start', world);
  process.stdout.write(wasRunning ? 'already running\n' : 'started\n');
  return 0;
}

/** Sessions go on: only the observing stops. */
async function stop(world: World): Promise<number> {
  const lock = readLock(world.paths);
  if (!lock?.alive) {
    process.stdout.write('not running\n');
    return 0;
  }
  process.kill(lock.holder.pid, 'SIGTERM');
  await until(() => !readLock(world.paths)?.alive, 'The supervisor did not stop', world);
  process.stdout.write('stopped; sessions go on\n');
  return 0;
}

async function until(condition: () => boolean, problem: string, world: World): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline)
      throw new Error(`${problem} within ${limitMs / 1000} s. See ${world.paths.log}`);
    await wait(20);
  }
}

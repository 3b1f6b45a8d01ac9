import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../../core/errors/user-error.ts';
import { shortSpan } from '../../../core/text/age.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openRecordsWorld, type RecordsWorld } from '../../../operations/context/records-world.ts';
import { ensureSupervisor, isSupervisorHung } from '../../../operations/dispatch/supervisor-start.ts';
import { recordSource } from '../../../operations/source/record-source.ts';
import { lastErrors } from '../../../system/log/log-errors.ts';
import { processCost } from '../../../system/processes/process-cost.ts';
import { version } from '../../../system/programs/version.ts';
import { readLock } from '../../../system/store/daemon/supervisor-lock.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import type { Called } from '../../words.ts';

const limitMs = 5000;

/** `agents daemon status|start|stop`. `run`, what the program starts itself with, is a part of its own. */
export async function daemon(words: readonly string[], shell: Shell): Promise<number> {
  const [action = 'status', ...rest] = words.filter(word => word !== '--json');
  const world = openRecordsWorld(shell.env, shell);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is left over.`, verbTable.daemon.usage);
  if (action === 'status') return status({ shell, world }, words.includes('--json'));
  if (action === 'start') return start({ shell, world });
  if (action === 'stop') return stop({ shell, world });
  throw new UsageError(`There is no "agents daemon ${action}". Known: status, start, stop.`);
}

async function status({ shell, world }: Called, isJson: boolean): Promise<number> {
  const facts = statusOf(world, await isSupervisorHung(world));
  const text = isJson ? safeJson(facts, 2) : statusLines(facts).join('\n');
  shell.output.write(`${text}\n`);
  return 0;
}

/** As `daemon status --json` prints it; times are ms since the epoch. */
function statusOf(world: RecordsWorld, isHung: boolean) {
  const lock = readLock(world.paths);
  const { sessions } = recordSource(world.paths).read();
  const holder = lock?.alive ? lock.holder : undefined;
  const cost = holder && processCost(holder.pid);
  const { home, log } = world.paths;
  return {
    supervisor: holder
      ? {
          pid: holder.pid,
          version: holder.version,
          startedAt: holder.startedAt,
          uptimeMs: Math.max(0, world.now() - holder.startedAt),
          isHung,
          cpuSeconds: cost?.cpuSeconds,
          memoryBytes: cost?.memoryBytes,
        }
      : null,
    program: version,
    stateDirectory: home,
    tmuxSocket: world.socket,
    sessions: {
      total: sessions.length,
      alive: sessions.filter(({ status }) => status.process === 'alive').length,
      queued: sessions.filter(({ status }) => status.state === 'queued').length,
    },
    errors: lastErrors(world.paths, 3),
    log,
  };
}

function statusLines(facts: ReturnType<typeof statusOf>): readonly string[] {
  const { supervisor, sessions, errors } = facts;
  const word = supervisor?.isHung ? 'hangs (agents daemon stop ends it)' : 'running';
  const running = supervisor
    ? `${word}, pid ${supervisor.pid}, version ${supervisor.version}, for ${shortSpan(supervisor.uptimeMs)}`
    : 'not running (it starts by itself with the next session or view)';
  const { cpuSeconds = 0, memoryBytes = 0 } = supervisor ?? {};
  const cost = `${cpuSeconds.toFixed(1)} s of CPU, ${Math.round(memoryBytes / 2 ** 20)} MB of memory`;
  const queued = sessions.queued > 0 ? `, ${sessions.queued} queued` : '';
  return [
    `supervisor       ${running}`,
    ...(supervisor ? [`cost             ${cost}`] : []),
    `program          ${facts.program}`,
    `state directory  ${facts.stateDirectory}`,
    `tmux socket      ${facts.tmuxSocket}`,
    `sessions         ${sessions.total} (${sessions.alive} alive${queued})`,
    `log              ${facts.log}`,
    `last errors      ${errors.length === 0 ? 'none' : ''}`.trimEnd(),
    ...errors.map(({ at, text }) => `  ${at} ${safeText(text)}`),
  ];
}

async function start({ shell, world }: Called): Promise<number> {
  const wasRunning = ensureSupervisor(world);
  await until(() => readLock(world.paths)?.alive === true, 'The supervisor did not start', world);
  shell.output.write(wasRunning ? 'already running\n' : 'started\n');
  return 0;
}

/** Sessions go on: only the observing stops. */
async function stop({ shell, world }: Called): Promise<number> {
  const lock = readLock(world.paths);
  if (!lock?.alive) {
    shell.output.write('not running\n');
    return 0;
  }
  const { pid } = lock.holder;
  const isGone = () => !readLock(world.paths)?.alive;
  // One that hangs hears nothing else; nothing is torn or lost by it, see bench/RELIABILITY.md.
  process.kill(pid, (await isSupervisorHung(world)) ? 'SIGKILL' : 'SIGTERM');
  await until(isGone, 'The supervisor did not stop', world);
  shell.output.write('stopped; sessions go on, and an open view starts it again\n');
  return 0;
}

async function until(condition: () => boolean, problem: string, world: RecordsWorld): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline)
      throw new UserError('supervisor', `${problem} within ${limitMs / 1000} s.`, {
        advice: `See ${world.paths.log}`,
      });
    await wait(20);
  }
}

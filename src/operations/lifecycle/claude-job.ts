import { setTimeout as wait } from 'node:timers/promises';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { processStart } from '../../system/processes/process-start.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { run } from '../../system/run/run.ts';
import type { World } from '../context/plain-world.ts';
import type { Port } from '../port.ts';

/** How long Claude Code's service may take to end a session: it waits for the program. */
const stopMs = 20_000;
/** How long it may take to start a session: the service may have to start first. */
const respawnMs = 20_000;
/** How long its process may take to end after that. */
const endMs = 3000;

/** Gives the terminal to `claude attach`, which also starts one again that has ended. Throws a sentence. */
export async function attachToJob(
  world: World,
  { name, job }: { readonly name: string; readonly job: string },
  port: Pick<Port, 'notice' | 'attach'>,
): Promise<void> {
  const program = programFor(world, name, 'opened');
  port.notice("Ctrl+Z comes back; ← opens Claude Code's own list, which Esc leaves.", 'muted');
  await port.attach([program, 'attach', job], {});
}

/**
 * Ends it with `claude stop`: its service would restart a killed process once. Throws a sentence when it still runs.
 */
export async function stopJob(world: World, session: Session, record: () => void): Promise<void> {
  const { claudeJob, pid, process } = session.status;
  if (claudeJob === undefined) return;
  const name = displayName(session);
  const program = programFor(world, name, 'stopped');
  const startedAt = pid === undefined || process !== 'alive' ? undefined : processStart(pid);
  record();
  await run(program, ['stop', claudeJob], { environment: world.env, timeoutMs: stopMs });
  if (pid === undefined || startedAt === undefined) return;
  for (const deadline = performance.now() + endMs; performance.now() < deadline; await wait(50)) {
    if (processStart(pid) !== startedAt) return;
  }
  throw new Error(
    `claude stop ${claudeJob} left process ${pid} of ${name} alive. Attach to it and end it there.`,
  );
}

/** Starts it again in Claude Code's own background, as attaching does. Throws a sentence. */
export async function respawnJob(
  world: World,
  { name, job }: { readonly name: string; readonly job: string },
): Promise<void> {
  const program = programFor(world, name, 'started again');
  await run(program, ['respawn', job], { environment: world.env, timeoutMs: respawnMs });
}

function programFor(world: World, name: string, what: 'opened' | 'stopped' | 'started again'): string {
  const program = findProgram('claude', world.env);
  if (program) return program;
  throw new Error(`${name} was not ${what}: Claude Code runs it, and "claude" is not on PATH.`);
}

import type { Listed, StartRequest } from '../../backends/backend.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { usualBackend } from '../../core/screen/place.ts';
import { slugOf } from '../../core/session/names.ts';
import type { Spec } from '../../core/session/session.ts';
import { withClaim } from '../../system/processes/lock-file.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import type { World } from '../context/world.ts';
import { tellStarted } from './start-event.ts';

/** Size in cells of the terminal that will show the session, so that the program draws itself only once. */
export type Size = NonNullable<StartRequest['size']>;

/** How long another process may take to start the same session. */
const claimMs = 15_000;

/**
 * Runs `action` under the session's start lock, with the pane that it has then: two callers that start it at once start
 * one process. Throws a sentence when another process holds the lock for longer than 15 s.
 */
export async function withSessionClaim<T>(
  world: World,
  id: string,
  action: (pane: Listed | undefined) => Promise<T>,
): Promise<T> {
  const path = `${jobDirectory(world.paths, id)}/start.lock`;
  return withClaim(path, claimMs, async () => action(await paneOf(world, id)));
}

/** Rejects where the process in which it was last does not answer: it may still live there. */
async function paneOf({ backend, paths }: World, id: string): Promise<Listed | undefined> {
  const job = readSession(paths, id);
  const place = isBadJob(job) ? undefined : job.status.place;
  const near = place && place.backend !== usualBackend ? place : 'own';
  const { panes } = await backend.list(near, { patient: true });
  return panes.find(pane => pane.id === id);
}

/**
 * Runs the session's `launch.sh` in a tmux session of its own, in the caller's environment or in the given one.
 */
export async function startPane(
  world: World,
  spec: Spec,
  agent: Agent,
  { environment = world.env, size }: { environment?: NodeJS.ProcessEnv; size?: Size | undefined } = {},
): Promise<void> {
  const { id } = spec;
  const job = readSession(world.paths, id);
  await world.backend.start({
    id,
    // The session may have been renamed since.
    slug: isBadJob(job) ? spec.slug : slugOf(job),
    environment,
    backend: spec.backend ?? usualBackend,
    ...(size && { size }),
    argv: ['/bin/sh', `${jobDirectory(world.paths, id)}/launch.sh`],
    ...(agent.promptColumn === undefined ? {} : { promptColumn: agent.promptColumn }),
    // What is typed into their prompts is known, and that they take a paste for what it is.
    ...(agent.typing !== undefined && spec.kind !== 'exec' && { bracketsPastes: true }),
  });
  tellStarted(world, id);
}

import type { Backend, Listed, StartRequest } from '../../backends/backend.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { slugOf } from '../../core/session/names.ts';
import type { Spec } from '../../core/session/session.ts';
import { withClaim } from '../../system/processes/lock-file.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { patiently } from '../../tmux/client.ts';
import type { World } from '../context/world.ts';
import { tellStarted } from './start-event.ts';

/** Of the terminal that is about to look at it, in cells: it then draws itself once. */
export type Size = NonNullable<StartRequest['size']>;

/** How long someone else may take to start the same session. */
const claimMs = 15_000;

/**
 * Runs `action` while nobody else starts, stops or removes this session, with its pane as it then is: two who want
 * to start it at once start one process. Throws a sentence when someone else takes longer than 15 s.
 */
export async function withSessionClaim<T>(
  world: World,
  id: string,
  action: (pane: Listed | undefined) => Promise<T>,
): Promise<T> {
  const path = `${jobDirectory(world.paths, id)}/start.lock`;
  return withClaim(path, claimMs, async () => action(await paneOf(world.backend, id)));
}

async function paneOf(backend: Backend, id: string): Promise<Listed | undefined> {
  const { panes } = await patiently(() => backend.list('own'));
  return panes.find(pane => pane.id === id);
}

/**
 * Runs the session's `launch.sh` in a tmux session of its own, in the environment of the one who asks or in another.
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
    // It may have got another name since.
    slug: isBadJob(job) ? spec.slug : slugOf(job),
    environment,
    ...(size && { size }),
    argv: ['/bin/sh', `${jobDirectory(world.paths, id)}/launch.sh`],
    ...(agent.promptColumn === undefined ? {} : { promptColumn: agent.promptColumn }),
  });
  tellStarted(world, id);
}

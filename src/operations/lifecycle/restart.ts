import { join } from 'node:path';
import { findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { startLimitMs } from '../../core/observe/observe-facts.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session, Spec } from '../../core/session/session.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { isWithin } from '../../system/machine/clock-jump.ts';
import { directoryLocation } from '../../system/store/daemon/directory-location.ts';
import { forgetLastScreen } from '../../system/store/history/last-screen.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { refuseWhenOff } from '../dispatch/kill-switch.ts';
import { type LaunchPlan, launchFiles } from '../dispatch/launch-files.ts';
import { planFor } from '../dispatch/launch-plan.ts';
import { startQueued } from '../dispatch/queue.ts';
import { type Size, startPane, withSessionClaim } from '../dispatch/start.ts';
import { prepareWorktree } from '../worktree/worktree.ts';
import { requireNotOpen } from './open-elsewhere.ts';
import { endOrphans } from './orphans.ts';

/**
 * The outcome: its conversation goes on; it began again, since its prompt was never taken up or it is a shell job; or
 * it was running already.
 */
export type Restarted = 'resumed' | 'started' | 'running';

/**
 * Starts an ended session again, in its own conversation and its own tmux session, with the flags, settings and
 * directory that it was dispatched with. Several callers at once start one process. Throws a sentence when there is
 * nothing to start: adopted ones, a directory or program that is gone, an agent whose conversation is not known.
 */
export async function restart(world: World, id: string, size?: Size): Promise<Restarted> {
  refuseWhenOff(world);
  requireRestartable(world, id);
  if (await startQueued(world, id)) return 'started';
  return withSessionClaim(world, id, async pane => {
    if (pane && !pane.dead) return 'running';
    // Read again: the process that held the lock before may have changed it.
    const session = requireRestartable(world, id);
    requireStarted(world, session, pane !== undefined);
    const agent = requireAgent(session);
    const plan = await prepared(world, planFor(world, session, agent));
    requireFree(world, session, plan);
    const directory = jobDirectory(world.paths, id);
    for (const [name, text] of Object.entries(launchFiles(world, plan)))
      writeFileAtomic(join(directory, name), text);
    if (pane) await world.backend.clear({ place: pane.place, id });
    else await endOrphans(session);
    await startPane(world, session.spec, agent, { size });
    forgetLastScreen(world.paths, id);
    nudge(world.paths, 'wake');
    return plan.resume ? 'resumed' : 'started';
  });
}

/** Throws the sentence with which `restart` would fail, as far as that is known before it is tried. */
export function requireRestart(world: World, id: string): void {
  const session = requireRestartable(world, id);
  const plan = planFor(world, session, requireAgent(session));
  if (plan.resume) requirePlace(session.spec);
  requireFree(world, session, plan);
}

/** Two programs on one conversation would each lose what the other adds to it. */
function requireFree(world: World, session: Session, { resume, spec, environment }: LaunchPlan): void {
  if (resume && spec.sessionId !== undefined) requireNotOpen(world, session, spec.sessionId, environment);
}

function requireRestartable(world: World, id: string): Session {
  const session = readSession(world.paths, id);
  if (isBadJob(session)) throw new UserError('unreadable-record', session.problem);
  if (session.spec.kind === 'adopted') {
    throw new UserError(
      'cannot-restart',
      `${displayName(session)} was not started here, so it cannot be started again here.`,
    );
  }
  if (session.status.claudeJob !== undefined) {
    throw new UserError('cannot-restart', `${displayName(session)} runs in Claude Code's own background.`);
  }
  return session;
}

/** A session may have ended before its worktree was made. Throws a sentence when its directory is gone or moved. */
async function prepared(world: World, plan: LaunchPlan): Promise<LaunchPlan> {
  const { spec, resume } = plan;
  const cwd = resume ? spec.cwd : await prepareWorktree(world, spec);
  requirePlace({ ...spec, cwd });
  return { ...plan, spec: { ...spec, cwd } };
}

function requirePlace(spec: Spec): void {
  const place = directoryLocation(spec);
  if (place.state === 'there') return;
  const what = `${spec.name} cannot be started again: its directory ${spec.cwd}`;
  if (place.state !== 'moved') throw new UserError('no-directory', `${what} is gone.`);
  throw new UserError('no-directory', `${what} has moved to ${place.movedTo}.`, {
    advice: 'Move it back, or start a new session there.',
  });
}

/** The process that dispatched it has not started it yet. */
function requireStarted(world: World, { spec, status, userState }: Session, hasPane: boolean): void {
  const isNew =
    isWithin(startLimitMs(spec), spec.createdAt, world.now()) && userState.stoppedAt === undefined;
  if (!hasPane && isNew && status.process === 'none' && status.state === 'working')
    throw new UserError('starting', `${spec.name} is still starting.`);
}

function requireAgent({ spec }: Session): Agent {
  const agent = findAgent(spec.agent);
  if (agent) return agent;
  throw new UserError(
    'cannot-restart',
    `${spec.name} cannot be started again: the agent "${spec.agent}" is not known any more.`,
  );
}

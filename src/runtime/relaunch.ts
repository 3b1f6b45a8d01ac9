import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../core/agents/agent.ts';
import { findAgent } from '../core/agents/index.ts';
import { startLimitMs } from '../core/observe-facts.ts';
import type { Session } from '../core/session.ts';
import { displayName } from '../core/view-state.ts';
import { hasTranscript } from '../system/claude-transcript.ts';
import { readConversation } from '../system/conversation-record.ts';
import { findProgram } from '../system/find-program.ts';
import { jobDirectory } from '../system/jobs.ts';
import { type Environment, readKeptEnvironment } from '../system/kept-environment.ts';
import { forgetLastScreen } from '../system/last-screen.ts';
import { maxFileBytes, readJson, readSmallFile } from '../system/read-file.ts';
import { isBadJob, readSession } from '../system/read-session.ts';
import { isRecord } from '../system/shape.ts';
import { nudge } from '../system/watch.ts';
import { writeFileAtomic } from '../system/write-file.ts';
import { type LaunchWish, launchFiles } from './launch-files.ts';
import { startPane, withSessionClaim } from './start.ts';
import { prepareWorktree } from './worktree.ts';
import type { World } from './world.ts';

/**
 * What became of it: its conversation goes on; it began anew, since its prompt was never taken up or it is a shell
 * job; or it was running already.
 */
export type Relaunched = 'resumed' | 'started' | 'running';

/**
 * Starts an ended session again, in its own conversation and its own tmux session, with the flags, settings and
 * directory that it was dispatched with. Several callers at once start one process. Throws a sentence when there is
 * nothing to start: adopted ones, a directory or program that is gone, an agent whose conversation is not known.
 */
export async function relaunch(world: World, id: string): Promise<Relaunched> {
  requireRelaunchable(world, id);
  return withSessionClaim(world, id, async pane => {
    if (pane && !pane.dead) return 'running';
    // Read again: whoever had the claim before may have changed it.
    const session = requireRelaunchable(world, id);
    requireStarted(world, session, pane !== undefined);
    const agent = requireAgent(session);
    const wish = await prepared(world, wishFor(world, session, agent));
    const directory = jobDirectory(world.paths, id);
    for (const [name, text] of Object.entries(launchFiles(world, wish)))
      writeFileAtomic(join(directory, name), text);
    if (pane) await world.backend.clear({ place: world.backend.placeOf(pane), id });
    await startPane(world, session.spec, agent);
    forgetLastScreen(world.paths, id);
    nudge(world.paths, 'wake');
    return wish.resume ? 'resumed' : 'started';
  });
}

function requireRelaunchable(world: World, id: string): Session {
  const session = readSession(world.paths, id);
  if (isBadJob(session)) throw new Error(session.problem);
  if (session.spec.kind === 'adopted') {
    throw new Error(`${displayName(session)} was not started here, so it cannot be started again here.`);
  }
  return session;
}

/** What began anew may have died before its worktree was made. Throws a sentence when its directory is gone. */
async function prepared(world: World, wish: LaunchWish): Promise<LaunchWish> {
  const { spec, resume } = wish;
  const cwd = resume ? spec.cwd : await prepareWorktree(world, spec);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return { ...wish, spec: { ...spec, cwd } };
  throw new Error(`${spec.name} cannot be started again: its directory ${cwd} is gone.`);
}

/** Whoever dispatched it has not come to start it yet. */
function requireStarted(world: World, { spec, conclusion, marks }: Session, hasPane: boolean): void {
  const isNew = world.now() - spec.createdAt < startLimitMs(spec) && marks.stoppedAt === undefined;
  if (!hasPane && isNew && conclusion.process === 'none' && conclusion.state === 'working')
    throw new Error(`${spec.name} is still starting.`);
}

function requireAgent({ spec }: Session): Agent {
  const agent = findAgent(spec.agent);
  if (agent) return agent;
  throw new Error(`${spec.name} cannot be started again: the agent "${spec.agent}" is not known any more.`);
}

function wishFor(world: World, session: Session, agent: Agent): LaunchWish {
  const { id, spec } = session;
  const directory = jobDirectory(world.paths, id);
  const environment = environmentFor(world, session, agent, readKeptEnvironment(directory));
  if (spec.kind === 'exec') return { spec, agent, hasPrompt: false, resume: false, environment };
  const settings = ownSettings(directory);
  const conversation = conversationToResume(world, session, agent);
  if (conversation !== undefined) {
    const resumed = { ...spec, sessionId: conversation };
    return { spec: resumed, agent, hasPrompt: false, resume: true, settings, environment };
  }
  const prompt = readSmallFile(join(directory, 'prompt.md'), maxFileBytes) ?? '';
  const hasPrompt = prompt !== '' && !existsSync(join(directory, 'prompt.given'));
  return { spec, agent, hasPrompt, resume: false, settings, environment };
}

/**
 * Undefined when no prompt was ever taken up: then there is nothing to go on with, and the prompt was not given.
 * Throws a sentence when there is a conversation and nobody knows which.
 */
function conversationToResume(world: World, session: Session, agent: Agent): string | undefined {
  const { id, spec, conclusion } = session;
  const record = readConversation(world.paths, id);
  const known = conclusion.sessionId ?? record?.sessionId ?? spec.sessionId;
  const began = record !== undefined || conclusion.memory.hasWorked === true;
  const isOnDisk =
    known !== undefined && agent.name === 'claude' && hasTranscript(world.env, known, spec.cwd);
  if (!began && !isOnDisk) return undefined;
  if (known !== undefined && agent.cannotResume !== true) return known;
  throw new Error(
    `${spec.name} cannot be started again: ${agent.label} did not tell which conversation it held. Start a new session.`,
  );
}

/** The PATH of its dispatch may be that of a version that is gone. */
function environmentFor(world: World, { spec }: Session, agent: Agent, kept: Environment): Environment {
  if (spec.kind === 'exec' || findProgram(agent.program, kept)) return kept;
  const { PATH: _gone, ...rest } = kept;
  if (findProgram(agent.program, world.env)) return rest;
  throw new Error(
    `${spec.name} cannot be started again: "${agent.program}" (${agent.label}) is not on PATH. Install it first.`,
  );
}

/** As they were when it was dispatched: the file they came from may be another by now. */
function ownSettings(directory: string): LaunchWish['settings'] {
  const read = readJson(join(directory, 'own-settings.json'), isRecord);
  return read.ok ? read.value : undefined;
}

import { basename } from 'node:path';
import { agentNames, findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import { wordsFor } from '../../core/agents/shared/option-words.ts';
import type { DispatchRequest } from '../../core/effects.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { isRecord } from '../../core/schema.ts';
import { nameFromPrompt, safeName, slugFrom } from '../../core/session/names.ts';
import type { Spec } from '../../core/session/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { directoryIdentity } from '../../system/files/find-directory.ts';
import { parseJson, readJson } from '../../system/files/read-file.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { conversationFile } from '../../system/store/history/conversation-record.ts';
import { createJob, jobDirectory, newId, toJson } from '../../system/store/job/jobs.ts';
import { dequeue, enqueue, waitingEnvironment } from '../../system/store/job/queue.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { keptEnvironment } from '../../system/store/launch/kept-environment.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { prepareWorktree } from '../worktree/worktree.ts';
import { planWorktree, releasePlan } from '../worktree/worktree-plan.ts';
import { directoryProblem, riskyModeProblem } from './dispatch-problem.ts';
import { refuseWhenOff } from './kill-switch.ts';
import { launchFiles } from './launch-files.ts';
import { withReasonToWait } from './queue.ts';
import { backendOf } from './require-backend.ts';
import { type Size, startPane } from './start.ts';
import { startFailed } from './start-event.ts';

/** What became of a request. */
export interface Dispatched {
  readonly spec: Spec;
  /** The start, still under way; a session that is queued is started by the supervisor. */
  readonly started: Promise<void>;
  /** Why it waits. */
  readonly queued?: string;
}

/**
 * Records a session, then starts it in its own detached tmux session, or queues it when the machine is too busy;
 * returns as soon as it is recorded. `size` is that of the terminal that is about to look at it. Throws a sentence when
 * nothing was recorded.
 */
export function dispatch(world: World, request: DispatchRequest, size?: Size): Dispatched {
  refuseWhenOff(world);
  const agent = checkedAgent(world, request);
  checkDirectory(request.cwd);
  const settings = ownSettings(request.options);
  const asked = specFor(world, request, agent);
  refuseRiskyMode(world, asked);
  const plan = planWorktree(world, request, asked);
  const spec = { ...asked, ...plan };
  const filesIn = (cwd: string) =>
    launchFiles(world, {
      spec: { ...spec, cwd },
      agent,
      settings,
      hasPrompt: request.kind === 'background' && request.text !== '',
      resume: request.resume !== undefined,
    });
  let queued: string | undefined;
  try {
    const files = { ...filesIn(spec.cwd), ...filesToKeep(world, request, settings) };
    queued = record(world, { spec, request, files });
  } catch (error) {
    releasePlan(plan);
    throw error;
  }
  nudge(world.paths, 'changed');
  if (queued !== undefined) {
    nudge(world.paths, 'wake');
    return { spec, started: Promise.resolve(), queued };
  }
  const prepare = async () => {
    const cwd = await prepareWorktree(world, spec);
    if (cwd === spec.cwd) return;
    for (const [name, text] of Object.entries(filesIn(cwd)))
      writeFileAtomic(`${jobDirectory(world.paths, spec.id)}/${name}`, text);
  };
  return { spec, started: start(world, spec, { agent, prepare, size }) };
}

/** The flags with which it can be started again. */
function filesToKeep(
  world: World,
  { resume }: DispatchRequest,
  settings: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  return {
    ...keptEnvironment(world.env),
    ...(settings && { 'own-settings.json': toJson(settings) }),
    ...(resume !== undefined && conversationFile({ sessionId: resume })),
  };
}

interface Recording {
  readonly spec: Spec;
  readonly request: DispatchRequest;
  readonly files: Readonly<Record<string, string>>;
}

/** Writes the job directory and returns the reason when the session waits. The queue entry is written before it. */
function record(world: World, { spec, request, files }: Recording): string | undefined {
  const { paths } = world;
  return withReasonToWait(world, request, reason => {
    if (reason === undefined) {
      createJob(paths, spec, { prompt: request.text, files });
      return undefined;
    }
    enqueue(paths, { id: spec.id, at: spec.createdAt, reason });
    try {
      createJob(paths, spec, { prompt: request.text, files: { ...files, ...waitingEnvironment(world.env) } });
    } catch (error) {
      dequeue(paths, spec.id);
      throw error;
    }
    return reason;
  });
}

interface Start {
  readonly agent: Agent;
  /** What has to be there before the program starts. */
  readonly prepare: () => Promise<void>;
  readonly size: Size | undefined;
}

/**
 * Reports the outcome of the start to the supervisor as an event, so that the row of a session that failed, or ended at
 * once, says so.
 */
async function start(world: World, spec: Spec, { agent, prepare, size }: Start): Promise<void> {
  try {
    await prepare();
    if (wasGivenUp(world, spec.id)) return;
    await startPane(world, spec, agent, { size });
  } catch (error) {
    throw startFailed(world, spec, error);
  } finally {
    nudge(world.paths, 'wake');
  }
}

/** A person stopped or deleted it while its worktree was being made. */
function wasGivenUp(world: World, id: string): boolean {
  const job = readSession(world.paths, id);
  return isBadJob(job) || job.userState.stoppedAt !== undefined;
}

function specFor(world: World, request: DispatchRequest, agent: Agent): Spec {
  const name = safeName(request.name ?? '') || safeName(nameFor(request)) || request.agent;
  const parent = world.env['AGENTS_JOB_ID'];
  return {
    version: 1,
    id: newId(),
    kind: request.kind,
    agent: agent.name,
    name,
    slug: slugFrom(name, request.role),
    cwd: request.cwd,
    ...identityOf(request.cwd),
    flags: [...ownWords(agent, request.options), ...request.flags],
    ...(request.argv && { argv: request.argv }),
    ...(request.kind === 'exec' ? { command: request.text } : conversationFor(request, agent)),
    ...(request.role === undefined ? {} : { role: safeName(request.role) }),
    ...backendOf(world, request),
    ...(parent && /^[0-9a-f]{8}$/.test(parent) ? { parent } : {}),
    createdAt: world.now(),
    firstLine: request.text.split('\n', 1)[0]?.slice(0, 200) ?? '',
  };
}

/** The conversation's id is chosen here for agents that accept one, so that it is known from the start. */
function conversationFor({ resume }: DispatchRequest, agent: Agent): Pick<Spec, 'sessionId'> {
  if (resume !== undefined) return { sessionId: resume };
  return agent.namesConversation ? {} : { sessionId: crypto.randomUUID() };
}

function refuseRiskyMode(world: World, { flags, name }: Spec): void {
  const problem = riskyModeProblem(world, flags, `"${name}"`);
  if (problem !== undefined) throw new UserError('not-accepted', `${problem} Nothing was started.`);
}

/** Device and inode, so that a directory that is moved later is found and not confused with another. */
function identityOf(cwd: string): Pick<Spec, 'directory'> {
  const directory = directoryIdentity(cwd);
  return directory === undefined ? {} : { directory };
}

function ownWords(agent: Agent, options: LaunchOptions = {}): readonly string[] {
  const found = wordsFor(agent, options);
  if ('problem' in found) throw new UserError('bad-option', found.problem);
  return found.words;
}

/** The person's `--settings`, a file or JSON, so that ours can be added to it. */
function ownSettings(options: LaunchOptions = {}): Readonly<Record<string, unknown>> | undefined {
  const given = options.settings?.at(-1);
  if (given === undefined) return undefined;
  const isText = given.trimStart().startsWith('{');
  const read = isText
    ? parseJson('--settings', given, isRecord)
    : readJson(given, isRecord, { followLinks: true });
  if (!read.ok) throw new UserError('bad-option', `--settings: ${read.problem} Nothing was started.`);
  return read.value;
}

function nameFor(request: DispatchRequest): string {
  const program = request.argv?.[0];
  const agent = program === undefined ? request.agent : basename(program);
  return nameFromPrompt(request.text) || `${agent} in ${basename(request.cwd) || '/'}`;
}

function checkedAgent(world: World, request: DispatchRequest): Agent {
  const agent = findAgent(request.agent);
  if (!agent) {
    throw new UserError('unknown-agent', `There is no agent "${request.agent}".`, {
      advice: `Known: ${agentNames().join(', ')}.`,
    });
  }
  if (request.kind === 'background' && agent.name === 'shell')
    throw new UserError('bad-option', 'The shell takes no task.', {
      advice: 'Name an agent, or start a shell job with --exec (! in the view).',
    });
  if (request.kind === 'exec') return agent;
  if (request.argv) return checkedProgram(world, request.argv, agent);
  if (agent.beginsAgain)
    throw new UserError('bad-option', `"${agent.name}" is no agent by itself.`, {
      advice: 'Give its program with --agent-command.',
    });
  if (findProgram(agent.program, world.env)) return agent;
  throw new UserError('no-program', `${agent.label} is not installed: "${agent.program}" is not on PATH.`, {
    advice: 'Install it, or start a shell job with --exec.',
  });
}

function checkedProgram(world: World, [program = '']: readonly string[], agent: Agent): Agent {
  if (findProgram(program, world.env)) return agent;
  throw new UserError('no-program', `There is no program "${safeText(program)}" that could be started.`, {
    advice: 'Install it, or give its path.',
  });
}

function checkDirectory(cwd: string): void {
  const problem = directoryProblem(cwd);
  if (problem !== undefined) throw new UserError('no-directory', `${problem} Nothing was started.`);
}

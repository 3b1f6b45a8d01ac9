import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Agent, programOf } from '../../core/agents/shared/agent.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { mayHaveBegun } from '../../core/lifecycle/restart.ts';
import { factsOf } from '../../core/lifecycle/status-facts.ts';
import { isRecord } from '../../core/schema.ts';
import type { Session, Spec } from '../../core/session/session.ts';
import { hasTranscript } from '../../system/claude/claude-transcript.ts';
import { readJson } from '../../system/files/read-file.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { readConversation } from '../../system/store/history/conversation-record.ts';
import { jobDirectory, readPrompt } from '../../system/store/job/jobs.ts';
import { type Environment, readKeptEnvironment } from '../../system/store/launch/kept-environment.ts';
import type { World } from '../context/world.ts';
import type { LaunchPlan } from './launch-files.ts';

/** How an ended session is to start again. Throws a sentence when it cannot. */
export function planFor(world: World, session: Session, agent: Agent): LaunchPlan {
  const { id, spec } = session;
  const directory = jobDirectory(world.paths, id);
  const environment = environmentFor(world, session, agent, readKeptEnvironment(directory));
  if (spec.kind === 'exec') return { spec, agent, hasPrompt: false, resume: false, environment };
  const conversation = conversationToResume(world, session, agent);
  if (conversation !== undefined) {
    const resumed = { ...spec, sessionId: conversation };
    const settings = ownSettings(directory);
    return { spec: resumed, agent, hasPrompt: false, resume: true, settings, environment };
  }
  return { ...freshPlan(world, spec, agent), environment };
}

/** The launch of a session whose prompt was never taken up. */
export function freshPlan(world: World, spec: Spec, agent: Agent): LaunchPlan {
  const directory = jobDirectory(world.paths, spec.id);
  const prompt = readPrompt(world.paths, spec.id);
  const isGiven = spec.kind === 'exec' || existsSync(join(directory, 'prompt.given'));
  const hasPrompt = prompt !== '' && !isGiven;
  return { spec, agent, hasPrompt, resume: false, settings: ownSettings(directory) };
}

/**
 * Undefined when no prompt was ever taken up: then there is nothing to go on with, and the prompt was not given.
 * Throws a sentence when there is a conversation whose id is not known.
 */
function conversationToResume(world: World, session: Session, agent: Agent): string | undefined {
  const { id, spec, status } = session;
  if (agent.beginsAgain) return undefined;
  const record = readConversation(world.paths, id);
  const known = status.sessionId ?? record?.sessionId ?? spec.sessionId;
  const began = record !== undefined || factsOf(status).hasWorked;
  const isOnDisk =
    known !== undefined && agent.name === 'claude' && hasTranscript(world.env, known, spec.cwd);
  if (!began && !isOnDisk) {
    if (agent.name !== 'claude') requireUntouched(session, agent);
    return undefined;
  }
  if (known !== undefined && agent.cannotResume !== true) return known;
  const why = `${agent.label} did not tell which conversation it held.`;
  throw new UserError('cannot-restart', `${spec.name} cannot be started again: ${why}`, { advice: startNew });
}

const startNew = 'Start a new session.';

/** Throws a sentence when the prompt may have been taken up unseen: it must not be given twice. */
function requireUntouched({ spec, status }: Session, { label }: Agent): void {
  if (!mayHaveBegun({ ...status, facts: factsOf(status) })) return;
  const why = `nobody saw whether ${label} took up its prompt, and it must not get it twice.`;
  throw new UserError('cannot-restart', `${spec.name} cannot be started again: ${why}`, { advice: startNew });
}

/** It can be started once its agent is installed. */
export class ProgramMissing extends UserError {}

/** The PATH recorded at its dispatch may lead to a version that is uninstalled by now. */
function environmentFor(world: World, { spec }: Session, agent: Agent, kept: Environment): Environment {
  const program = programOf(agent, spec);
  if (spec.kind === 'exec' || findProgram(program, kept)) return kept;
  const { PATH: _gone, ...rest } = kept;
  if (findProgram(program, world.env)) return rest;
  throw new ProgramMissing(
    'no-program',
    `${spec.name} cannot be started again: ${notFound(agent, program)}.`,
    { advice: 'Install it first.' },
  );
}

function notFound({ label, name }: Agent, program: string): string {
  return name === 'command' ? `"${program}" is not found` : `"${program}" (${label}) is not on PATH`;
}

/** The settings as they were at the dispatch: the file that they came from may have changed. */
function ownSettings(directory: string): LaunchPlan['settings'] {
  const read = readJson(join(directory, 'own-settings.json'), isRecord);
  return read.ok ? read.value : undefined;
}

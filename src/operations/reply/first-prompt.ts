import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isGeneral } from '../../core/agents/general/with-general-rules.ts';
import { findAgent } from '../../core/agents/index.ts';
import type { Session } from '../../core/session/session.ts';
import type { Paths } from '../../system/files/paths.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { jobDirectory, readPrompt } from '../../system/store/job/jobs.ts';
import type { World } from '../context/world.ts';
import { sendReply } from './reply.ts';

/**
 * Pastes the first prompt into sessions whose program takes none as an argument, as soon as they listen. The mark in
 * the job directory is written first, so that a prompt is given once, also when the supervisor dies in between.
 */
export async function giveFirstPrompts(world: World, sessions: readonly Session[]): Promise<void> {
  await Promise.all(sessions.filter(session => isListening(session)).map(session => give(world, session)));
}

function isListening({ spec, status }: Session): boolean {
  if (!findAgent(spec.agent)?.pastesPrompt || spec.kind !== 'background') return false;
  return status.process === 'alive' && isAtPrompt(status) && status.place !== undefined;
}

/** General rules may take what a program does at its start for a turn. */
function isAtPrompt({ state, evidence }: Session['status']): boolean {
  const isByGeneralRule = evidence.some(each => each.decided && isGeneral(each));
  return state === 'idle' || (state === 'completed' && isByGeneralRule);
}

export function isPromptGiven(paths: Paths, id: string): boolean {
  return existsSync(givenMark(paths, id));
}

const givenMark = (paths: Paths, id: string) => join(jobDirectory(paths, id), 'prompt.given');

async function give(world: World, session: Session): Promise<void> {
  const mark = givenMark(world.paths, session.id);
  if (existsSync(mark)) return;
  const text = readPrompt(world.paths, session.id);
  if (!text.trim()) return;
  writeFileAtomic(mark, '');
  const { questionNumber } = session.status;
  const outcome = await sendReply(world, session, {
    bound: { question: undefined, questionNumber },
    reply: { choices: [], text },
  });
  // Nothing was typed: it is tried again when the session next listens.
  if (outcome.type === 'refused') rmSync(mark, { force: true });
}

import { lastKnownLines } from '../../core/journal/last-known.ts';
import type { Session } from '../../core/session/session.ts';
import { conversationLines } from '../../system/claude/claude-conversation.ts';
import { lastWords } from '../../system/claude/claude-transcript.ts';
import { seenScreen } from '../../system/store/history/last-screen.ts';
import { readPrompt } from '../../system/store/job/jobs.ts';
import type { World } from '../context/plain-world.ts';

/** The last words of a session whose screen cannot be seen, as lines. */
export function lastOutput(world: World, session: Session): readonly string[] {
  const conversation = conversationOf(session);
  const words = conversation && lastWords(world.env, conversation, session.spec.cwd);
  return words ? words.split('\n') : [];
}

/** A conversation of which no screen is left, or none with scrollback: at most this many lines, oldest first. */
export function earlierWords(world: World, session: Session, mostLines: number): readonly string[] {
  const conversation = conversationOf(session);
  if (conversation === undefined) return [];
  return conversationLines(world.env, conversation, session.spec.cwd).slice(-mostLines);
}

/** Of a session whose terminal is gone, or not there yet: its conversation, else all that was kept of it. */
export function lastWordsKept(world: World, session: Session, mostLines: number): readonly string[] {
  const words = earlierWords(world, session, mostLines);
  if (words.length > 0) return words;
  const { id, spec } = session;
  const prompt = spec.kind === 'exec' ? '' : promptOf(world, id);
  return lastKnownLines(session, { prompt, seen: seenScreen(world.paths, id) }).slice(-mostLines);
}

function promptOf({ paths }: World, id: string): string {
  try {
    return readPrompt(paths, id);
  } catch {
    return '';
  }
}

/** Where it is known how an agent writes its conversations down. */
function conversationOf({ spec, status }: Session): string | undefined {
  return spec.agent === 'claude' ? (status.sessionId ?? spec.sessionId) : undefined;
}

import type { Session } from '../core/sessions/session.ts';
import { conversationLines } from '../system/claude/claude-conversation.ts';
import { lastWords } from '../system/claude/claude-transcript.ts';
import type { World } from './plain-world.ts';

/** The last words of a session whose screen cannot be seen, as lines. */
export function wordsElsewhere(world: World, session: Session): readonly string[] {
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

/** Where it is known how an agent writes its conversations down. */
function conversationOf({ spec, conclusion }: Session): string | undefined {
  return spec.agent === 'claude' ? (conclusion.sessionId ?? spec.sessionId) : undefined;
}

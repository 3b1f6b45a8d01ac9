import type { Session } from '../core/sessions/session.ts';
import { lastWords } from '../system/claude-transcript.ts';
import type { World } from './plain-world.ts';

/** The last words of a session whose screen cannot be seen, as lines. */
export function wordsElsewhere(world: World, { spec, conclusion }: Session): readonly string[] {
  const conversation = conclusion.sessionId ?? spec.sessionId;
  if (spec.agent !== 'claude' || conversation === undefined) return [];
  const words = lastWords(world.env, conversation, spec.cwd);
  return words ? words.split('\n') : [];
}

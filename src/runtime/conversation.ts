import { parseSessionFile } from '../core/agents/claude-session-file.ts';
import { claudeSessionFiles } from '../system/claude/claude-sessions.ts';
import { conversationDirectory } from '../system/claude/claude-transcript.ts';
import { processStart } from '../system/processes/process-start.ts';
import type { World } from './world.ts';

/** What is known of a conversation that is to go on here. */
export interface Conversation {
  readonly name?: string | undefined;
  readonly cwd?: string | undefined;
  /** The process that still holds it. */
  readonly openIn?: number | undefined;
}

/** From Claude Code's session files and transcripts; of other agents nothing is known. Throws a sentence. */
export function conversationOf(world: World, id: string): Conversation {
  if (!/^\w[\w-]*$/.test(id)) {
    throw new Error(`--resume "${id}": that is not the id of a conversation. Nothing was started.`);
  }
  const files = claudeSessionFiles(world.env).flatMap(({ pid, value }) => {
    const file = parseSessionFile(value);
    return file?.sessionId === id && processStart(pid) !== undefined ? [file] : [];
  });
  const [file] = files;
  if (!file) return { cwd: conversationDirectory(world.env, id) };
  return { name: file.name, cwd: file.cwd || conversationDirectory(world.env, id), openIn: file.pid };
}

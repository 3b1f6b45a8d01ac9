import { homedir } from 'node:os';
import { join } from 'node:path';
import { readPart } from '../claude/claude-transcript.ts';
import type { PastConversation } from './conversation.ts';
import { filesBelow } from './conversation-files.ts';

/** `projects/<directory>/chats/<id>.jsonl`, each line with the directory (0.24.4). The approval mode is not written down. */
export function qwenPast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const home = join(env['HOME'] || homedir(), '.qwen', 'projects');
  const [file] = /^[\w-]+$/u.test(id) ? filesBelow(home, 2, name => name === `${id}.jsonl`) : [];
  if (file === undefined) return undefined;
  const cwd = [...readPart(file, 'end').matchAll(/"cwd":"(\/[^"\\]*)"/g)].at(-1)?.[1];
  const model = [...readPart(file, 'end').matchAll(/"model":"([^"\\\n]+)"/g)].at(-1)?.[1];
  return {
    ...(cwd !== undefined && { cwd }),
    ...(model !== undefined && { model }),
    directories: [],
  };
}

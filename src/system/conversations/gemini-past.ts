import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPart } from '../claude/claude-transcript.ts';
import { readSmallFile } from '../files/read-file.ts';
import type { PastConversation } from './conversation.ts';
import { filesBelow } from './conversation-files.ts';

/**
 * `tmp/<project>/chats/session-<time>-<first eight of the id>.jsonl` (0.61.0; earlier one `.json`), beside which a file
 * names the directory of the project. The approval mode is not written down.
 */
export function geminiPast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const home = join(env['GEMINI_CLI_HOME'] || env['HOME'] || homedir(), '.gemini', 'tmp');
  const isLikely = (name: string) => new RegExp(`-${id.slice(0, 8)}\\.jsonl?$`, 'u').test(name);
  const files = /^[\w-]+$/u.test(id) ? filesBelow(home, 2, isLikely) : [];
  const file = files.find(path => readPart(path, 'begin').includes(`"sessionId":"${id}"`) || isOld(path, id));
  if (file === undefined) return undefined;
  const cwd = rootOf(dirname(dirname(file)));
  const model = [...readPart(file, 'end').matchAll(/"model":\s*"([^"\\\n]+)"/g)].at(-1)?.[1];
  return {
    ...(cwd !== undefined && { cwd }),
    ...(model !== undefined && { model }),
    directories: workspacesIn(readPart(file, 'begin')).filter(path => path !== cwd),
  };
}

/** Written with blanks between its members. */
function isOld(path: string, id: string): boolean {
  return new RegExp(`"sessionId":\\s+"${id}"`, 'u').test(readPart(path, 'begin'));
}

function rootOf(project: string): string | undefined {
  try {
    const root = readSmallFile(join(project, '.project_root'))?.trim();
    return root?.startsWith('/') ? root : undefined;
  } catch {
    return undefined;
  }
}

/** As the program tells the model of them, in its first message. */
function workspacesIn(text: string): readonly string[] {
  const list = /\*\*Workspace Directories:\*\*((?:\\n {2}- \/(?:[^"\\]|\\[^n])*)+)/u.exec(text)?.[1] ?? '';
  return list.split('\\n  - ').filter(path => path.startsWith('/'));
}

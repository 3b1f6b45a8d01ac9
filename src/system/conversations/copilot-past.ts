import { homedir } from 'node:os';
import { join } from 'node:path';
import { readPart } from '../claude/claude-transcript.ts';
import type { PastConversation } from './conversation.ts';
import { filesBelow } from './conversation-files.ts';

/** `session-state/<id>/workspace.yaml`, and beside it `events.jsonl` (1.0.102). The mode is not written down. */
export function copilotPast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const home = env['COPILOT_HOME'] || join(env['HOME'] || homedir(), '.copilot');
  const directory = join(home, 'session-state', id);
  const files = /^[\w-]+$/u.test(id)
    ? filesBelow(directory, 0, name => /^(?:workspace\.yaml|events\.jsonl)$/u.test(name))
    : [];
  if (files.length === 0) return undefined;
  const text = (name: string) => {
    const file = files.find(path => path.endsWith(`/${name}`));
    return file === undefined ? '' : readPart(file, 'begin');
  };
  const workspace = text('workspace.yaml');
  const cwd = /^cwd: (\/.*)$/mu.exec(workspace)?.[1];
  const name = /^user_named: true$/mu.test(workspace) ? /^name: (.+)$/mu.exec(workspace)?.[1] : undefined;
  const model = [...text('events.jsonl').matchAll(/"(?:newModel|selectedModel)":"([^"\\]+)"/g)].at(-1)?.[1];
  return {
    ...(name !== undefined && { name }),
    ...(cwd !== undefined && { cwd }),
    ...(model !== undefined && { model }),
    directories: [],
  };
}

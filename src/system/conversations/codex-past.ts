import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../../core/schema.ts';
import { readPart } from '../claude/claude-transcript.ts';
import { parseJson } from '../files/read-file.ts';
import type { PastConversation } from './conversation.ts';
import { filesBelow, textIn, textsIn } from './conversation-files.ts';

/** `sessions/<year>/<month>/<day>/rollout-<time>-<id>.jsonl`; each turn begins with what it ran with (0.169.0). */
export function codexPast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const home = env['CODEX_HOME'] || join(env['HOME'] || homedir(), '.codex');
  const isIts = (name: string) => name.endsWith(`-${id}.jsonl`) || name.endsWith(`-${id}.jsonl.zst`);
  const [file] = ['sessions', 'archived_sessions'].flatMap(name => filesBelow(join(home, name), 3, isIts));
  if (file === undefined) return undefined;
  // The first line is long: it has the instructions of the model.
  const begin = readPart(file, 'begin');
  const turns = readPart(file, 'end')
    .split('\n')
    .filter(line => line.includes('"turn_context"'));
  const last = parseJson(file, turns.at(-1) ?? '', isRecord);
  const payload = last.ok && isRecord(last.value['payload']) ? last.value['payload'] : {};
  const cwd = textIn(payload, 'cwd') ?? /"cwd":"(\/[^"\\]*)"/.exec(begin)?.[1];
  const roots = /"runtime_workspace_roots":(\[[^\]\n]*\])/.exec(begin)?.[1];
  const model = textIn(payload, 'model');
  const effort = textIn(payload, 'effort');
  const mode = modeOf(payload);
  return {
    ...(cwd?.startsWith('/') && { cwd }),
    ...(model !== undefined && { model }),
    ...(effort !== undefined && { effort }),
    ...(mode !== undefined && { mode }),
    directories: textsIn(roots).filter(path => path.startsWith('/') && path !== cwd),
  };
}

/** Undefined for what `--permission-mode` has no word for. */
function modeOf(payload: Readonly<Record<string, unknown>>): string | undefined {
  const sandbox = isRecord(payload['sandbox_policy']) ? textIn(payload['sandbox_policy'], 'type') : undefined;
  const words = `${textIn(payload, 'approval_policy')} ${sandbox}`;
  const modes: ReadonlyMap<string, string> = new Map([
    ['on-request read-only', 'manual'],
    ['on-request workspace-write', 'default'],
    ['never workspace-write', 'dontAsk'],
    ['never danger-full-access', 'bypassPermissions'],
  ]);
  return modes.get(words);
}

import { claudePast } from './claude-past.ts';
import { codexPast } from './codex-past.ts';
import type { PastConversation } from './conversation.ts';
import { copilotPast } from './copilot-past.ts';
import { geminiPast } from './gemini-past.ts';
import { opencodePast } from './opencode-past.ts';
import { qwenPast } from './qwen-past.ts';

type Reader = (env: NodeJS.ProcessEnv, id: string) => PastConversation | undefined;

const readers: ReadonlyMap<string, Reader> = new Map([
  ['claude', claudePast],
  ['codex', codexPast],
  ['gemini', geminiPast],
  ['opencode', opencodePast],
  ['copilot', copilotPast],
  ['qwen', qwenPast],
]);

/** Undefined when the agent has no such conversation; for one whose files are not known nothing is said of it. */
export function pastConversation(
  agent: string,
  env: NodeJS.ProcessEnv,
  id: string,
): PastConversation | undefined {
  const read = readers.get(agent);
  return read ? read(env, id) : { directories: [] };
}

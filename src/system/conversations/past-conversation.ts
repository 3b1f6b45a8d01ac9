import { claudePast } from './claude-past.ts';
import { codexPast } from './codex-past.ts';
import { geminiPast } from './gemini-past.ts';
import { opencodePast } from './opencode-past.ts';

/** What the files of a conversation tell of it: with that it goes on elsewhere as it was. Untrusted. */
export interface PastConversation {
  /** As the person or the agent has named it. */
  readonly name?: string;
  /** Absolute. */
  readonly cwd?: string;
  readonly model?: string;
  readonly effort?: string;
  /** In the words of `--permission-mode`. */
  readonly mode?: string;
  /** Others that it may use; absolute. */
  readonly directories: readonly string[];
}

type Reader = (env: NodeJS.ProcessEnv, id: string) => PastConversation | undefined;

const readers: ReadonlyMap<string, Reader> = new Map([
  ['claude', claudePast],
  ['codex', codexPast],
  ['gemini', geminiPast],
  ['opencode', opencodePast],
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

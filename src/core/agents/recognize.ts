import type { Agent } from './agent.ts';
import { agents } from './index.ts';

const runtimes = /^(?:node|nodejs|bun|deno)$/u;

/**
 * The agent that these words of a running process are: its program itself, or a script that a JavaScript runtime
 * runs. Undefined for everything else, and for verbs of an agent's program that hold no conversation.
 */
export function recognizeAgent(words: readonly string[]): Agent | undefined {
  const [first = '', ...rest] = words;
  // A login shell's way to start a program: `-claude`.
  const program = baseName(first.replace(/^-/u, ''));
  if (!runtimes.test(program)) return agentOf(program, rest);
  const at = rest.findIndex(word => !word.startsWith('-'));
  return at === -1 ? undefined : agentOf(baseName(rest[at] ?? ''), rest.slice(at + 1));
}

function agentOf(program: string, rest: readonly string[]): Agent | undefined {
  const agent = agents.find(candidate => candidate.name !== 'shell' && candidate.program === program);
  return agent && (agent.isConversation?.(rest) ?? true) ? agent : undefined;
}

/** Of a program that set its own title the rest of the line follows the name after a blank. */
function baseName(path: string): string {
  const name = path.split(' ', 1)[0] ?? '';
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.[cm]?js$/u, '');
}

import { agents } from './index.ts';
import type { Agent } from './shared/agent.ts';

const runtimes = /^(?:node|nodejs|bun|deno|tsx)$/u;
/** Options of Node whose value is a word of its own. */
const valued = /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file)$/u;

/** A running process whose program is an agent's; one of its verbs, or a printed answer, is no conversation. */
export interface Recognized {
  readonly agent: Agent;
  readonly isConversation: boolean;
}

/**
 * The agent that these words of a running process are: its program itself, or a script that a JavaScript runtime
 * runs. Undefined for everything else.
 */
export function recognizeProgram(words: readonly string[]): Recognized | undefined {
  const [first = '', ...rest] = words;
  // A login shell's way to start a program: `-claude`.
  const path = withoutTitle(first.replace(/^-/u, ''));
  if (!runtimes.test(baseName(path))) return recognized(path, rest);
  const at = scriptAt(rest);
  return at === -1 ? undefined : recognized(withoutTitle(rest[at] ?? ''), rest.slice(at + 1));
}

/** The same, without the verbs of an agent's program that hold no conversation. */
export function recognizeAgent(words: readonly string[]): Agent | undefined {
  const found = recognizeProgram(words);
  return found?.isConversation ? found.agent : undefined;
}

/** The first word that is no option; `bun run x` and `deno run x` name it after a verb. */
function scriptAt(words: readonly string[]): number {
  return words.findIndex(
    (word, index) => !word.startsWith('-') && word !== 'run' && !valued.test(words[index - 1] ?? ''),
  );
}

function recognized(path: string, rest: readonly string[]): Recognized | undefined {
  const agent = agents.find(candidate => candidate.name !== 'shell' && isProgram(path, candidate));
  return agent && { agent, isConversation: agent.isConversation?.(rest) ?? true };
}

function isProgram(path: string, { program, packageName }: Agent): boolean {
  const name = baseName(path);
  // As a release calls its file: `codex-x86_64-unknown-linux-musl`.
  if (name === program || (name.startsWith(`${program}-`) && platform.test(name.slice(program.length))))
    return true;
  // Each version of a program that updates itself is a file of its own: `…/claude/versions/2.1.328`.
  if (/^\d+\.\d+\.\d+/u.test(name) && path.endsWith(`/${program}/versions/${name}`)) return true;
  return packageName !== undefined && path.includes(`/node_modules/${packageName}/`);
}

const platform =
  /^(?:-(?:x86_64|aarch64|x64|arm64|linux|darwin|apple|windows|pc|unknown|musl|gnu|msvc|baseline))+$/u;

/** Of a program that set its own title the rest of the line follows the name after a blank. */
function withoutTitle(path: string): string {
  return path.split(' ', 1)[0] ?? '';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:[cm]?js|exe)$/u, '');
}

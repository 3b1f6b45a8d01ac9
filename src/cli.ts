import { writeError } from './cli/output.ts';
import { UsageError } from './cli/usage-error.ts';
import { safeLines } from './core/text/safe-text.ts';

/** What the words of the shell ask for. Whatever is needed for it is loaded then, and nothing else. */
async function start(words: readonly string[]): Promise<number> {
  const [first = '', ...rest] = words;
  if (first === '--debug') return start(rest);
  const listed = rest.includes('--help') || rest.includes('-h') ? undefined : listWords(first, rest);
  const code = listed && (await import('./cli/quick-list.ts')).quickList(listed);
  if (code !== undefined) return code;
  if (first === '--json') return start(['list', '--live', ...words]);
  const isView = first === '' || (first.startsWith('--') && !verbLike.includes(first));
  return isView
    ? (await import('./cli/view.ts')).view(words)
    : (await import('./cli/run-verb.ts')).runVerb(words);
}

/** Words that look like options of the view and are none. */
const verbLike = ['--bg', '--help', '--version'];

function listWords(first: string, rest: readonly string[]): readonly string[] | undefined {
  if (first === '--json') return ['--json', '--live', ...rest];
  return first === 'list' || first === 'ls' ? rest : undefined;
}

/** The one place where a failure becomes words and an exit code; `agents --debug …` shows the stack. */
async function fail(error: unknown, words: readonly string[]): Promise<number> {
  const isRefused = hasCode(error, 'ERR_PARSE_ARGS');
  const isUsage = error instanceof UsageError || isRefused;
  const said = messageOf(error);
  const message = isRefused ? (await import('./cli/wrong-word.ts')).wrongWord(said, words) : said;
  writeError(`agents: ${safeLines(message).join('\n')}\n`);
  if (process.argv[2] === '--debug' && error instanceof Error) writeError(`${error.stack}\n`);
  return isUsage ? 2 : 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasCode(error: unknown, prefix: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(prefix);
}

/** Runs the program with these words; the process then has its exit code. `dist/agents.js` begins here. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await start(words);
  } catch (error) {
    process.exitCode = await fail(error, words.slice(words[0] === '--debug' ? 1 : 0));
  }
}

import { quickList } from './cli/quick-list.ts';
import { safeLines } from './core/text/safe-text.ts';

/**
 * Scripts and status lines ask for the list again and again: that is all this file holds. Everything else is loaded
 * when it is needed; `scripts/build.mjs` keeps it apart.
 */
async function start(words: readonly string[]): Promise<number> {
  const [first = '', ...rest] = words;
  if (first === '--debug') return start(rest);
  const listed = rest.includes('--help') || rest.includes('-h') ? undefined : listWords(first, rest);
  const code = listed && quickList(listed);
  if (code !== undefined) return code;
  if (first === '--json') return (await import('./cli/light.ts')).light(['list', '--live', ...words]);
  const isView = first === '' || (first.startsWith('--') && !verbLike.includes(first));
  return isView ? (await import('./cli/full.ts')).view(words) : (await import('./cli/light.ts')).light(words);
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
  // By name: the other half of the program has a class of its own.
  const isUsage = (error instanceof Error && error.name === 'UsageError') || isRefused;
  const said = messageOf(error);
  const message = isRefused ? (await import('./cli/light.ts')).wrongWord(said, words) : said;
  process.stderr.write(`agents: ${safeLines(message).join('\n')}\n`);
  if (process.argv[2] === '--debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return isUsage ? 2 : 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasCode(error: unknown, prefix: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(prefix);
}

process.stdout.on('error', error => {
  if (hasCode(error, 'EPIPE')) process.exit(0);
});
const words = process.argv.slice(2);
start(words)
  .catch(error => fail(error, words.slice(words[0] === '--debug' ? 1 : 0)))
  .then(code => {
    process.exitCode = code;
  });

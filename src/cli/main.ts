import { safeLines } from '../core/text/safe-text.ts';
import { UsageError } from './output/usage-error.ts';
import { processShell } from './process-shell.ts';
import type { Runner, Shell } from './verb.ts';

/** Does what the words ask for, and gives the process its exit code; resolves to false when another part has to do it. */
export type Main = (words: readonly string[]) => Promise<boolean>;

/** What each part of the program exports as `main`. */
export function mainOf(start: Runner, shell: Shell = processShell): Main {
  return async words => {
    const code = await start(words, shell).catch(error => fail(error, words, shell));
    process.exitCode = code;
    return code !== undefined;
  };
}

/** The one place where a failure becomes words and an exit code; `agents --debug …` shows the stack. */
async function fail(error: unknown, words: readonly string[], { writeError }: Shell): Promise<number> {
  const isRefused = hasCode(error, 'ERR_PARSE_ARGS');
  const isUsage = error instanceof UsageError || isRefused;
  const said = messageOf(error);
  const message = isRefused ? (await import('./wrong-word.ts')).wrongWord(said, words) : said;
  writeError(`agents: ${safeLines(message).join('\n')}\n`);
  const stack = process.argv[2] === '--debug' && error instanceof Error ? error.stack : undefined;
  if (stack !== undefined) writeError(`${safeLines(stack).join('\n')}\n`);
  return isUsage ? 2 : 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasCode(error: unknown, prefix: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(prefix);
}

import { codeOf } from '../core/errors/code-of.ts';
import { UserError } from '../core/errors/user-error.ts';
import { safeJson } from '../core/text/safe-output.ts';
import { safeLines } from '../core/text/safe-text.ts';
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
  const failure = await failureOf(error, words);
  if (wantsJson(words)) writeError(`${safeJson(errorEntry(failure))}\n`);
  else writeError(`agents: ${safeLines(failure.message).join('\n')}\n`);
  const stack = process.argv[2] === '--debug' && error instanceof Error ? error.stack : undefined;
  if (stack !== undefined) writeError(`${safeLines(stack).join('\n')}\n`);
  return failure.code === 'usage' ? 2 : 1;
}

async function failureOf(error: unknown, words: readonly string[]): Promise<UserError> {
  if (error instanceof UserError) return error;
  const said = messageOf(error);
  if (!hasCode(error, 'ERR_PARSE_ARGS')) return new UserError(codeOf(error), said);
  return new UserError('usage', (await import('./wrong-word.ts')).wrongWord(said, words));
}

/** What `--json` prints of a failure, in a line on standard error. */
function errorEntry({ code, what, advice }: UserError) {
  return { error: { code, message: what, advice: advice ?? null } };
}

/** A message of `send` may hold the word, too; its own options stand before it. */
function wantsJson(words: readonly string[]): boolean {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return (own[0] === 'send' ? own.slice(1, 3) : own).includes('--json');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasCode(error: unknown, prefix: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(prefix);
}

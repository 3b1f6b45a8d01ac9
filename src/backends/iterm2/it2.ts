import { UserError } from '../../core/errors/user-error.ts';
import { cleanLabel } from '../../core/text/terminal-text.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { run } from '../../system/run/run.ts';

/** iTerm2 could not be asked, or refused; the message is a sentence. */
export class It2Error extends UserError {
  /** The pane is not there: nothing was done. */
  readonly isGone: boolean;
  /** It was begun, and how it ended is not known. */
  readonly isUnsure: boolean;

  constructor(what: string, advice: string, { isGone = false, isUnsure = false, cause }: Circumstances = {}) {
    super('iterm2', what, { advice, cause });
    this.isGone = isGone;
    this.isUnsure = isUnsure;
  }
}

interface Circumstances {
  readonly isGone?: boolean;
  readonly isUnsure?: boolean;
  readonly cause?: unknown;
}

/** Python with its libraries is loaded by every call. */
const usualMs = 10_000;

export const installIt2 = 'uv tool install it2 (or: pipx install it2, or: pip install --user it2)';

/**
 * Calls `it2` with these words, no shell in between, and gives what it prints. Throws a sentence (`It2Error`) for each of
 * its exit codes.
 */
export async function callIt2(
  env: NodeJS.ProcessEnv,
  words: readonly string[],
  { timeoutMs = usualMs }: { readonly timeoutMs?: number } = {},
): Promise<string> {
  const path = findProgram('it2', env);
  if (path === undefined)
    throw new It2Error(
      'it2 is not installed, and agents reaches iTerm2 with it.',
      `Install it: ${installIt2}`,
    );
  // A locale that is not UTF-8 would cost it every other letter.
  const environment = { ...env, PYTHONUTF8: '1' };
  const options = { environment, timeoutMs, mayFail: true, shownAs: shown(words) } as const;
  const { exitCode, stdout, stderr } = await run(path, words, options).catch((error: unknown) => {
    const said = error instanceof UserError ? error.what : String(error);
    const isUnsure = error instanceof UserError && error.code === 'timeout';
    throw new It2Error(said, 'Look whether iTerm2 runs and answers: it2 session list', {
      isUnsure,
      cause: error,
    });
  });
  if (exitCode === 0) return stdout;
  throw failure(words, { path, exitCode, said: stderr || stdout });
}

interface Failed {
  readonly path: string;
  readonly exitCode: number;
  readonly said: string;
}

function failure(words: readonly string[], { path, exitCode, said }: Failed): It2Error {
  const command = shown(words);
  const first = cleanLabel(said.split('\n').find(line => /^Error\b|rror: /.test(line)) ?? said.trim(), 200);
  const cause = { exitCode, said };
  if (exitCode === 2 && /^Usage: |No such (?:command|option)/m.test(said))
    return new It2Error(`${command} was not understood: ${first}.`, `Bring it2 up to date: ${installIt2}`, {
      cause,
    });
  if (exitCode === 2) return new It2Error(apiIsOff, apiAdvice, { cause });
  if (exitCode === 3) {
    const what = `${command}: that pane is not in iTerm2 any more.`;
    return new It2Error(what, 'It was closed there; agents respawn starts its session again.', {
      isGone: true,
      cause,
    });
  }
  if (exitCode === 127) {
    const what = `${path} could not be started: what it needs to run is missing.`;
    return new It2Error(what, `Install it again: ${installIt2}`, { cause });
  }
  const how = first === '' ? `exit code ${exitCode}` : first;
  return new It2Error(`${command} failed: ${how}.`.replace('..', '.'), 'Try it by hand in iTerm2.', {
    cause,
  });
}

/** The beginning of what is said then. */
export const apiIsOff = 'iTerm2 does not answer it2: its Python API is off, or iTerm2 does not run.';
const apiAdvice =
  'Switch it on in iTerm2 under Settings, General, Magic: Enable Python API; then restart iTerm2.';

/** Its group and command; never the text that is sent. */
function shown([group = '', command = '']: readonly string[]): string {
  return `it2 ${group} ${command}`;
}

import type { Options } from 'execa';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { childStreams } from '../../core/machine/private-descriptors.ts';
import { limitRun } from './limit-run.ts';

const usualMs = 10_000;

export interface RunOptions {
  /** Default: the own working directory. */
  readonly cwd?: string;
  /** Added to the own environment; undefined takes a variable out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What the program reads on standard input; default nothing. */
  readonly input?: string;
  /** Default 10 000. The program is ended after it. */
  readonly timeoutMs?: number;
  /** Most bytes of output that are kept; default 10 MB. More is an error. */
  readonly maxBytes?: number;
  /** True to get the first `maxBytes` of a longer output, with `isCut`, instead of an error. */
  readonly mayCut?: boolean;
  /** True to leave standard output to our own: nothing of it is kept. */
  readonly passOutput?: boolean;
  /** True to get a result for an exit code other than 0 instead of an error. */
  readonly mayFail?: boolean;
  /** What a sentence calls the command; default the command itself. */
  readonly shownAs?: string;
  /** Of the error, unless it took too long or could not be started; default `failed`. */
  readonly code?: ErrorCode;
}

export interface RunResult {
  readonly exitCode: number;
  /** Without the final newline. */
  readonly stdout: string;
  readonly stderr: string;
  readonly isCut: boolean;
}

/**
 * Runs a program with these arguments, no shell in between; everything except tmux is started here. Rejects with a
 * sentence that names the command when it cannot be started, takes too long, is ended by a signal, or fails.
 */
export async function run(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  // execa costs 19 ms to load, which most verbs and the first frame need not pay.
  const { execa } = await import('execa');
  const child = execa(file, args, execaOptions(options));
  const limit = limitRun(child, options.timeoutMs ?? usualMs);
  const outcome = await child.finally(limit.close);
  const result = { ...outcome, ...limit.outcome() };
  const problem = problemOf(result, options);
  if (problem)
    throw new UserError(
      codeFor(result, options),
      `${options.shownAs ?? commandLine(file, args)} ${problem}`,
      {
        cause: result,
      },
    );
  return {
    exitCode: result.exitCode ?? 0,
    stdout: String(result.stdout),
    stderr: String(result.stderr),
    isCut: result.isMaxBuffer,
  };
}

/** The part of execa's result that tells how it went. */
interface Outcome {
  readonly failed: boolean;
  readonly timedOut?: boolean;
  readonly isMaxBuffer: boolean;
  readonly signal?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
  readonly stderr?: unknown;
}

function execaOptions(options: RunOptions) {
  return {
    reject: false,
    maxBuffer: options.maxBytes ?? 10_000_000,
    forceKillAfterDelay: 500,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.environment === undefined ? {} : { env: { ...options.environment } }),
    ...(options.input === undefined ? {} : { input: options.input }),
    // Numbers behind the first three work, but are not in its types.
    stdio: childStreams(
      options.input === undefined ? 'ignore' : 'pipe',
      options.passOutput ? 'inherit' : 'pipe',
      'pipe',
    ) as unknown as NonNullable<Options['stdio']>,
  } as const satisfies Options;
}

function codeFor({ timedOut, code }: Outcome, options: RunOptions): ErrorCode {
  if (timedOut) return 'timeout';
  return code === 'ENOENT' ? 'no-program' : (options.code ?? 'failed');
}

/** What follows the command in the sentence; undefined when all is well. */
function problemOf(result: Outcome, options: RunOptions): string | undefined {
  if (!result.failed) return undefined;
  if (result.timedOut) return `took longer than ${(options.timeoutMs ?? usualMs) / 1000} s and was ended.`;
  if (result.isMaxBuffer && options.mayCut) return undefined;
  if (result.isMaxBuffer) return `printed more than ${options.maxBytes ?? 10_000_000} bytes and was ended.`;
  if (result.signal) return `was ended by ${result.signal}.`;
  if (result.exitCode === undefined) return notStarted(result, options);
  if (options.mayFail) return undefined;
  const said = String(result.stderr ?? '')
    .trim()
    .split('\n')
    .at(-1);
  return said ? `failed: ${said}` : `failed with exit code ${result.exitCode}.`;
}

function notStarted(result: Outcome, options: RunOptions): string {
  if (result.code === 'ENOENT') return `could not be started: it is not installed${inDirectory(options)}.`;
  if (result.code === 'EACCES') return 'could not be started: it is not executable.';
  return `could not be started: ${result.originalMessage ?? result.code ?? 'unknown reason'}.`;
}

/** A missing working directory gives the same error code as a missing program. */
function inDirectory({ cwd }: RunOptions): string {
  return cwd === undefined ? '' : `, or ${cwd} does not exist`;
}

function commandLine(file: string, args: readonly string[]): string {
  const line = [file, ...args].join(' ').replace(/[^ -~]+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

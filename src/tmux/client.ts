import { UserError } from '../core/errors/user-error.ts';
import { childStreams } from '../core/machine/private-descriptors.ts';
import { serverEnvironment, withoutTmux } from './environment.ts';
import { processState, type ServerProcess, serverProcess } from './silent-server.ts';
import type { TmuxServer } from './socket.ts';
import { givenUp, noteGivenUp } from './unasked.ts';

export interface TmuxCall {
  readonly input?: string;
  /** What the client, and so a new session, sees; the small environment of the server by default. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Only `start-server` and a server of the user's may come into being. */
  readonly mayStartServer?: boolean;
  readonly timeoutMs?: number;
  /** Words before `tmux`, for a start through another program. */
  readonly through?: readonly string[];
}

/**
 * For what a person asks for once (a start, an end), unlike a look at the screens, which comes again: many may do so at
 * the same time on a busy machine, and what is given up after the usual 2 s can have happened all the same.
 */
export const askedOnce = { timeoutMs: 10_000 } as const;

export interface TmuxAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class TmuxMissing extends UserError {
  override readonly name = 'TmuxMissing';
}

export class TmuxTimeout extends UserError {
  override readonly name = 'TmuxTimeout';
  /** The machine is busy, and it may answer yet. */
  readonly mayAnswer: boolean;

  constructor(message: string, mayAnswer: boolean) {
    super('tmux-silent', message);
    this.mayAnswer = mayAnswer;
  }
}

/**
 * Runs commands in one invocation of tmux. Resolves also when tmux reports an error (see `code` and
 * `stderr`); rejects with TmuxMissing, with TmuxTimeout, or when it cannot be run at all.
 */
export async function tmux(
  server: TmuxServer,
  commands: readonly (readonly string[])[],
  call: TmuxCall = {},
): Promise<TmuxAnswer> {
  const silence = givenUp(server.socket);
  if (silence) throw silence;
  const argv = [...serverFlags(server, call), ...join(commands)];
  const answer = await run(argv, call, server);
  // A server on its way out still accepts a connection; nothing of the commands was done.
  return isLostServer(answer) ? run(argv, call, server) : answer;
}

/** What the installed tmux says to `-V`; no other word may stand there, since old ones do not know ours. */
export function askTmuxVersion(): Promise<TmuxAnswer> {
  return run(['-V'], {});
}

const mostAttempts = 5;

/**
 * For a look that cannot be made later instead: asks a server that is very busy again, for 10 s in all. One that is
 * stopped or hangs is not asked again.
 */
export async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof TmuxTimeout) || !error.mayAnswer || attempt === mostAttempts) throw error;
    }
  }
}

/** Like `tmux`, and rejects with a sentence when tmux reports an error. */
export async function tmuxOutput(
  server: TmuxServer,
  commands: readonly (readonly string[])[],
  call: TmuxCall = {},
): Promise<string> {
  const answer = await tmux(server, commands, call);
  if (answer.code === 0) return answer.stdout;
  throw tmuxError(server, `run ${commands[0]?.[0] ?? 'a command'}`, answer);
}

/** `tmux could not <deed> on socket agents: <what tmux said>.` */
export function tmuxError(server: TmuxServer, deed: string, answer: TmuxAnswer): Error {
  const said = answer.stderr.trim().split('\n')[0] || `exit code ${answer.code}`;
  const sentence = `tmux could not ${deed} on socket ${server.socket}: ${said}.`;
  if (unreachable.test(said))
    return new TmuxUnreachable('tmux', sentence, { advice: 'TMUX_TMPDIR says where its sockets lie.' });
  return new UserError('tmux', sentence);
}

/** Its socket cannot be reached by this user, or cannot be there. */
export class TmuxUnreachable extends UserError {
  override readonly name = 'TmuxUnreachable';
}

const unreachable =
  /couldn't create directory|unsafe permissions|is not a directory|error (?:connecting to|creating) .*\((?:Permission denied|Not a directory|Operation not permitted|Read-only file system|Socket operation on non-socket)\)/;

/** True when the answer means that no server listens on the socket. */
export function isNoServer(answer: TmuxAnswer): boolean {
  if (answer.code === 0) return false;
  return (
    /no server running on |error connecting to .*\((No such file or directory|Connection refused|File name too long)\)/.test(
      answer.stderr,
    ) || isLostServer(answer)
  );
}

/** The flags that name the server, for a caller that runs tmux on the person's terminal. */
export function socketFlags(server: TmuxServer): readonly string[] {
  return server.socket.startsWith('/') ? ['-S', server.socket] : ['-L', server.socket];
}

function serverFlags(server: TmuxServer, call: TmuxCall): readonly string[] {
  const config = server.configFile === undefined ? [] : ['-f', server.configFile];
  return ['-u', ...socketFlags(server), ...config, ...(call.mayStartServer ? [] : ['-N'])];
}

function join(commands: readonly (readonly string[])[]): readonly string[] {
  return commands.flatMap((command, index) => [...(index > 0 ? [';'] : []), ...command.map(escapeFinal)]);
}

/** tmux takes a final `;` of any argument as the end of the command. */
function escapeFinal(argument: string): string {
  return argument.endsWith(';') ? `${argument.slice(0, -1)}\\;` : argument;
}

function isLostServer(answer: TmuxAnswer): boolean {
  return answer.code !== 0 && /server exited unexpectedly|lost server/.test(answer.stderr + answer.stdout);
}

/** THE place where tmux is spawned: it runs every second, so nothing stands between us and the process. */
function run(argv: readonly string[], call: TmuxCall, server?: TmuxServer): Promise<TmuxAnswer> {
  return new Promise((resolve, reject) => {
    const [program = 'tmux', ...words] = [...(call.through ?? []), 'tmux', ...argv];
    // Loaded when needed: it costs 4 ms, and the first frame starts nothing.
    const child = process.getBuiltinModule('node:child_process').spawn(program, words, {
      // The directory of the caller may be gone, and a missing one looks like a missing program.
      cwd: '/',
      env: call.environment ? withoutTmux(call.environment) : serverEnvironment(process.env),
      stdio: childStreams(call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'),
      // A terminal that is closed right after Enter would end the client that starts the session.
      detached: true,
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const stopWaiting = waitFor(child, { call, server }, error => {
      child.kill('SIGKILL');
      // tmux hands its descriptors to the server: in a stopped one they stay open, and their end never comes.
      for (const stream of child.stdio) stream?.destroy();
      child.unref();
      reject(error);
    });
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', error => {
      stopWaiting();
      reject(spawnError(error));
    });
    child.on('close', (code, signal) => {
      stopWaiting();
      // The terminal was closed while the child was not yet detached from it: tmux itself has not begun.
      if (signal === 'SIGHUP') return resolve(run(argv, call, server));
      return resolve({ code: code ?? 1, stdout: text(output), stderr: text(errors) });
    });
    // tmux may leave without reading it all; its exit code tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(call.input);
  });
}

const usualMs = 2000;
/** A server that neither runs nor waits for a disk in so many looks will not answer. */
const mostIdleLooks = 3;
const idleLookMs = 500;

interface Asked {
  readonly call: TmuxCall;
  readonly server: TmuxServer | undefined;
}

/** Gives up after the limit; before it where the server plainly does nothing. Returns how to end the wait. */
function waitFor(
  child: { readonly pid?: number | undefined },
  { call, server }: Asked,
  giveUp: (error: TmuxTimeout) => void,
): () => void {
  const limitMs = call.timeoutMs ?? usualMs;
  const startedAt = performance.now();
  let idleLooks = 0;
  const look = () => {
    const found = server && serverProcess(server);
    const isBusy = [processState(child.pid), found?.state].some(state => state === 'R' || state === 'D');
    idleLooks = isBusy ? 0 : idleLooks + 1;
    const isStopped = found?.state === 'T';
    const mayStart = call.through !== undefined || call.mayStartServer === true;
    const isOver = performance.now() - startedAt >= limitMs - 20;
    if (isOver || isStopped || (idleLooks >= mostIdleLooks && !mayStart))
      return giveUp(timeout(server, { waitedMs: performance.now() - startedAt, isBusy, found }));
    timer = setTimeout(look, idleLookMs);
  };
  let timer = setTimeout(look, Math.min(limitMs, usualMs));
  return () => clearTimeout(timer);
}

function text(chunks: readonly Buffer[]): string {
  return chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8');
}

function timeout(
  server: TmuxServer | undefined,
  { waitedMs, isBusy, found }: { waitedMs: number; isBusy: boolean; found: ServerProcess | undefined },
): TmuxTimeout {
  const where = server ? ` on socket ${server.socket}` : '';
  const said = `tmux did not answer within ${Math.round(waitedMs / 1000)} s${where}`;
  const why =
    found?.state === 'T'
      ? `its server is stopped; \`kill -CONT ${found.pid}\` wakes it`
      : 'its server may be stopped or very busy; `kill -CONT` wakes a stopped one';
  const error = new TmuxTimeout(`${said}: ${why}.`, isBusy);
  if (server && !isBusy) noteGivenUp(server.socket, error);
  return error;
}

function spawnError(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return new Error(`tmux could not be run: ${error.message}.`, { cause: error });
  return new TmuxMissing('no-program', 'tmux was not found on PATH.', {
    advice: 'Install tmux 3.2 or newer.',
    cause: error,
  });
}

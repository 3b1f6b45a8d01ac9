import { serverEnvironment, withoutTmux } from './environment.ts';

/** Which tmux server: a name for `-L` or an absolute path for `-S`; the file is read when it starts. */
export interface TmuxServer {
  readonly socket: string;
  readonly configFile?: string;
}

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

export class TmuxMissing extends Error {
  override readonly name = 'TmuxMissing';
}

export class TmuxTimeout extends Error {
  override readonly name = 'TmuxTimeout';
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
  const argv = [...serverFlags(server, call), ...join(commands)];
  const answer = await run(argv, call);
  // A server on its way out still accepts a connection; nothing of the commands was done.
  return isLostServer(answer) ? run(argv, call) : answer;
}

/** What the installed tmux says to `-V`; no other word may stand there, since old ones do not know ours. */
export function askTmuxVersion(): Promise<TmuxAnswer> {
  return run(['-V'], {});
}

const mostAttempts = 5;

/** For a look that cannot be made later instead: asks a server that is very busy again, for 10 s in all. */
export async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof TmuxTimeout) || attempt === mostAttempts) throw error;
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
  return new Error(`tmux could not ${deed} on socket ${server.socket}: ${said}.`);
}

/** True when the answer means that no server listens on the socket. */
export function isNoServer(answer: TmuxAnswer): boolean {
  if (answer.code === 0) return false;
  return (
    /no server running on |error connecting to .*\((No such file or directory|Connection refused)\)/.test(
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
function run(argv: readonly string[], call: TmuxCall): Promise<TmuxAnswer> {
  const timeoutMs = call.timeoutMs ?? 2000;
  return new Promise((resolve, reject) => {
    const [program = 'tmux', ...words] = [...(call.through ?? []), 'tmux', ...argv];
    // Loaded when needed: it costs 4 ms, and the first frame starts nothing.
    const child = process.getBuiltinModule('node:child_process').spawn(program, words, {
      // The directory of the caller may be gone, and a missing one looks like a missing program.
      cwd: '/',
      env: call.environment ? withoutTmux(call.environment) : serverEnvironment(process.env),
      stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A terminal that is closed right after Enter would end the client that starts the session.
      detached: true,
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(timeout(argv, timeoutMs));
    }, timeoutMs);
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', error => {
      clearTimeout(timer);
      reject(spawnError(error));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      // The terminal was closed while the child was not yet detached from it: tmux itself has not begun.
      if (signal === 'SIGHUP') return resolve(run(argv, call));
      return resolve({ code: code ?? 1, stdout: text(output), stderr: text(errors) });
    });
    // tmux may leave without reading it all; its exit code tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(call.input);
  });
}

function text(chunks: readonly Buffer[]): string {
  return chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8');
}

function timeout(argv: readonly string[], timeoutMs: number): TmuxTimeout {
  return new TmuxTimeout(
    `tmux did not answer within ${timeoutMs / 1000} s (tmux ${argv.slice(0, 3).join(' ')}). ` +
      'Its server may be stopped or very busy; `kill -CONT` wakes a stopped one.',
  );
}

function spawnError(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return new Error(`tmux could not be run: ${error.message}.`, { cause: error });
  return new TmuxMissing('tmux was not found on PATH. Install tmux 3.2 or newer.', { cause: error });
}

import { childStreams } from '../../core/machine/private-descriptors.ts';
import { safeText } from '../../core/text/safe-text.ts';

/**
 * Runs a program that has the whole terminal until it ends. Resolves whatever its exit code, but rejects with a
 * sentence when it cannot be started, and when what shows a session complains. Without execa: it costs 19 ms to load, and a view that
 * has been open for days may find its chunk replaced by a newer version.
 */
export function runInTerminal(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  return runProgram(argv, environment, () => () => {});
}

/**
 * The same for a program that must not outlive this one, not even after `kill -9`: a client of tmux would go on
 * reading the terminal, and take half of what is typed at the shell.
 */
export function runWhileWeLive(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  return runProgram(argv, environment, endWithUs);
}

function runProgram(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  guard: (pid: number) => () => void,
): Promise<void> {
  const [file = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const { spawn } = process.getBuiltinModule('node:child_process');
    // tmux draws on what it was given as standard input. What it has to say on the others would be seen by nobody, or stay on
    // the shell's screen: `[detached (from session work)]`.
    const isTmux = file === 'tmux';
    // So does this program itself, for a session that lives in a view.
    const isHeard = isTmux || file === process.execPath;
    const env = { ...process.env, ...environment };
    const child = spawn(file, args, {
      stdio: childStreams('inherit', isTmux ? 'ignore' : 'inherit', isHeard ? 'pipe' : 'inherit'),
      env,
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const release = child.pid === undefined ? () => {} : guard(child.pid);
    child.once('error', error => reject(new Error(`${file} could not be started: ${error.message}.`)));
    child.once('close', code => {
      release();
      const words = safeText(complaint.trim());
      const said = isTmux ? `tmux could not show the session: ${words}` : words.replace(/^agents: /, '');
      if (code && words) reject(new Error(said));
      else resolve();
    });
  });
}

/** A shell that waits for the end of a pipe which only this process holds open: 1 ms, and it costs nothing after. */
function endWithUs(pid: number): () => void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const guard = spawn('sh', ['-c', `read line; kill ${pid}`], {
    stdio: childStreams('pipe', 'ignore', 'ignore'),
  });
  // Without it the program still runs.
  guard.on('error', () => {});
  guard.stdin?.on('error', () => {});
  return () => void guard.kill('SIGKILL');
}

import { closeSync } from 'node:fs';
import { ownerVariable } from '../../core/lifecycle/foreign-variables.ts';
import { childStreams } from '../../core/machine/private-descriptors.ts';
import { openForWriting } from '../files/open-for-writing.ts';

/**
 * Starts this same program again with other words, in a session of its own, so that it outlives the terminal.
 * What it says goes to the end of `logFile`.
 */
export function spawnDetached(
  words: readonly string[],
  { env, logFile }: { readonly env: NodeJS.ProcessEnv; readonly logFile: string },
): void {
  const program = process.argv[1];
  if (!program)
    throw new Error('agents cannot find its own program file, so it cannot start the supervisor.');
  const log = openLog(logFile);
  try {
    // Loaded when needed: it costs 4 ms, and the first frame starts nothing.
    const child = process
      .getBuiltinModule('node:child_process')
      .spawn(process.execPath, [program, ...words], {
        cwd: '/',
        detached: true,
        stdio: childStreams('ignore', log, log),
        env: { ...env, TMUX: undefined, TMUX_PANE: undefined, [ownerVariable]: undefined },
      });
    child.unref();
  } finally {
    if (log !== 'ignore') closeSync(log);
  }
}

/** Without a log the program still runs. */
function openLog(file: string): number | 'ignore' {
  try {
    return openForWriting(file, 'add');
  } catch {
    return 'ignore';
  }
}

/** Starts a browser and lets it be: it says nothing to our terminal and outlives us. */
export function spawnBrowser(argv: readonly string[], env: NodeJS.ProcessEnv): void {
  const [program = '', ...words] = argv;
  const child = process.getBuiltinModule('node:child_process').spawn(program, words, {
    cwd: '/',
    detached: true,
    stdio: childStreams('ignore', 'ignore', 'ignore'),
    env,
  });
  // It was there a moment ago; what becomes of it is seen on the desktop.
  child.on('error', () => {});
  child.unref();
}

/** Starts a program that shares our standard output and ends with us; the returned function ends it. */
export function spawnBeside(
  program: string,
  words: readonly string[],
  onExit: (signal: NodeJS.Signals | null) => void,
): () => void {
  const child = process.getBuiltinModule('node:child_process').spawn(program, words, {
    cwd: '/',
    stdio: childStreams('ignore', 'inherit', 'ignore'),
  });
  child.on('error', () => {});
  child.once('exit', (_code, signal) => onExit(signal));
  child.unref();
  return () => {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  };
}

import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '../../core/errors/code-of.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { reasonOf } from './reason.ts';

/** Where everything of ours lies; every path is absolute. */
export interface Paths {
  readonly home: string;
  readonly jobs: string;
  readonly trash: string;
  /** One file for each session that waits for its start. */
  readonly queue: string;
  /** Directory of the supervisor. */
  readonly daemon: string;
  readonly log: string;
  readonly roster: string;
  readonly lock: string;
  /** Every session in one file, for a fast start with very many. */
  readonly index: string;
  /** Touched by hooks and verbs: the supervisor looks at once. */
  readonly wake: string;
  /** Touched by the supervisor: the views look at once. */
  readonly changed: string;
  /** Says when a person last used a view. */
  readonly inUse: string;
  /** What notifications were sent for. */
  readonly notified: string;
  /** Touched by each open view now and then: someone looks. */
  readonly viewed: string;
  readonly hook: string;
  readonly tmuxConfiguration: string;
  readonly view: string;
  /** When a view was used last. */
  readonly lastLook: string;
  /** Which terminals have a dark background, as far as they were asked. */
  readonly terminals: string;
  readonly settings: string;
  /** The administrator's, which outweigh all others. */
  readonly managedSettings: string;
}

/** Works out the paths and touches nothing; throws a sentence when a variable does not hold an absolute path. */
export function statePaths(env: NodeJS.ProcessEnv): Paths {
  const home = ownHome(env) ?? join(xdgDirectory(env, 'XDG_STATE_HOME', '.local/state'), 'agents');
  const daemon = join(home, 'daemon');
  return {
    home,
    jobs: join(home, 'jobs'),
    trash: join(home, 'trash'),
    queue: join(home, 'queue'),
    daemon,
    log: join(home, 'daemon.log'),
    roster: join(daemon, 'roster.json'),
    lock: join(daemon, 'lock'),
    index: join(daemon, 'index.json'),
    wake: join(daemon, 'wake'),
    changed: join(daemon, 'changed'),
    inUse: join(daemon, 'in-use'),
    notified: join(daemon, 'notified.json'),
    viewed: join(daemon, 'viewed'),
    hook: join(daemon, 'hook.sh'),
    tmuxConfiguration: join(daemon, 'tmux.conf'),
    view: join(home, 'view.json'),
    lastLook: join(home, 'last-look.json'),
    terminals: join(home, 'terminals.json'),
    managedSettings: managedSettings(env),
    settings: join(xdgDirectory(env, 'XDG_CONFIG_HOME', '.config'), 'agents', 'settings.json'),
  };
}

/**
 * Only root can write there. AGENTS_MANAGED_SETTINGS names another place, for tests and containers, where that file is
 * not there: so nobody gets around the real one.
 */
function managedSettings(env: NodeJS.ProcessEnv): string {
  const directory = process.platform === 'darwin' ? '/Library/Application Support/agents' : '/etc/agents';
  const file = join(directory, 'settings.json');
  const other = env['AGENTS_MANAGED_SETTINGS'];
  return other && isAbsolute(other) && !existsSync(file) ? other : file;
}

/** Makes the directories, 0700; throws a sentence when they cannot be used. */
export function ensureHome(paths: Paths): void {
  for (const directory of [paths.home, paths.jobs, paths.trash, paths.daemon]) ensureDirectory(directory);
}

function ownHome(env: NodeJS.ProcessEnv): string | undefined {
  const value = env['AGENTS_HOME'];
  if (value === undefined) return undefined;
  if (value === '')
    throw new UserError('bad-home', 'AGENTS_HOME is empty.', {
      advice: 'Set it to an absolute path, or unset it.',
    });
  return absolute('AGENTS_HOME', value);
}

/** An empty XDG variable means "not set": https://specifications.freedesktop.org/basedir-spec/latest/ */
function xdgDirectory(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const value = env[name];
  if (value) return absolute(name, value);
  return join(absolute('HOME', env['HOME'] || homedir()), fallback);
}

function absolute(name: string, value: string): string {
  if (isAbsolute(value)) return resolve(value);
  throw new UserError('bad-home', `${name} is "${value}", which is not an absolute path.`, {
    advice: 'Let it begin with /, or unset it.',
  });
}

function ensureDirectory(directory: string): void {
  const found = statOf(directory) ?? makeDirectory(directory);
  if (!found.isDirectory()) {
    throw new UserError('bad-home', `${directory} is a file, and agents needs a directory there.`, {
      advice: 'Move it away, or set AGENTS_HOME.',
    });
  }
  if (process.geteuid && found.uid !== process.geteuid()) {
    throw new UserError('bad-home', `${directory} belongs to another user (uid ${found.uid}).`, {
      advice: 'Set AGENTS_HOME to a directory of your own.',
    });
  }
  if (found.mode & 0o077) closeToOthers(directory);
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(`agents cannot write to ${directory}`, error);
  }
}

function unusable(what: string, error: unknown): UserError {
  const code = codeOf(error);
  const sentence = `${what}: ${reasonOf(error)}.`;
  return new UserError(code === 'failed' ? 'bad-home' : code, sentence, { advice, cause: error });
}

const advice = 'Make it writable, or set AGENTS_HOME to another directory.';

function statOf(directory: string) {
  try {
    return statSync(directory, { throwIfNoEntry: false });
  } catch (error) {
    throw unusable(`agents cannot use ${directory}`, error);
  }
}

function makeDirectory(directory: string) {
  try {
    makeWithParents(directory);
    return statSync(directory);
  } catch (error) {
    throw unusable(`agents cannot make ${directory}`, error);
  }
}

/** Node's own `recursive` calls a read-only disk a missing directory, and below /proc it never ends (20.20). */
function makeWithParents(directory: string): void {
  const parent = dirname(directory);
  if (!existsSync(parent)) makeWithParents(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Someone else may have made it meanwhile.
    if (!existsSync(directory)) throw error;
  }
}

/** A person may have made the directory with a usual umask; prompts and answers are nobody else's business. */
function closeToOthers(directory: string): void {
  try {
    chmodSync(directory, 0o700);
  } catch (error) {
    throw unusable(`agents cannot make ${directory} private`, error);
  }
}

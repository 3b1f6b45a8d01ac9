import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { removeSocket } from './terminal.ts';
import { waitUntil } from './wait.ts';

/** A person's home on a machine where only the scripted agent is installed. */
export interface ScratchHome {
  readonly root: string;
  /** A git repository with one commit on `main`, whose settings say that agents work in it without worktrees. */
  readonly project: string;
  readonly agentsHome: string;
  readonly claudeConfig: string;
  /** Name for `tmux -L` of the server of the program under test. */
  readonly tmuxSocket: string;
  /** The whole environment for `openTerminal`, with `claude` and `agents` first on PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends everything that was started with `env`, and removes the directory. */
  readonly cleanup: () => Promise<void>;
}

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Makes a home that goes away when the test ends, however it ends. */
export function scratchHome(): ScratchHome {
  const problem = process.env['AGENTS_BUILD_PROBLEM'];
  if (problem)
    throw new Error(`The program could not be built, so this test has nothing to drive:\n${problem}`);
  const root = makeRoot();
  // First: what fails from here on leaves nothing behind either.
  onTestFinished(() => cleanUp(leftoversIn(root)));
  return furnish(root);
}

/** The same outside a test, for benchmarks: the one who makes it cleans up. */
export function makeScratchHome(): ScratchHome {
  return furnish(makeRoot());
}

function makeRoot(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'agents-home-')));
  writeFileSync(join(root, ownerFile), `${process.pid}`);
  return root;
}

/** What belongs to a home. */
export function leftoversIn(root: string, owner = process.pid): Leftovers {
  const agentsHome = join(root, 'state/agents');
  return { root, agentsHome, tmuxSocket: `agents-test-${owner}-${root.slice(-6)}` };
}

/** In each home: whose it is. */
export const ownerFile = 'owner';

function furnish(root: string): ScratchHome {
  const orphans = leftoversIn(root);
  const { tmuxSocket } = orphans;
  const directory = (name: string) => {
    mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    return join(root, name);
  };
  const [agentsHome, claudeConfig, project] = ['state/agents', '.claude', 'project'].map(directory) as [
    string,
    string,
    string,
  ];
  const env = {
    HOME: root,
    USER: userInfo().username,
    SHELL: '/bin/sh',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    PATH: [directory('bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    TMPDIR: directory('tmp'),
    XDG_STATE_HOME: directory('state'),
    XDG_CONFIG_HOME: directory('config'),
    XDG_DATA_HOME: directory('data'),
    XDG_CACHE_HOME: directory('cache'),
    XDG_RUNTIME_DIR: directory('run'),
    AGENTS_HOME: agentsHome,
    AGENTS_TMUX_SOCKET: tmuxSocket,
    // Never the server of the one who runs the tests.
    AGENTS_USER_TMUX_SOCKET: `${tmuxSocket}-person`,
    CLAUDE_CONFIG_DIR: claudeConfig,
    // Not there: the clock is right, and nothing waits because this machine is busy.
    AGENTS_CLOCK_FILE: join(root, 'clock'),
    AGENTS_PRESSURE_ROOT: join(root, 'pressure'),
    ...(process.env['TMUX_TMPDIR'] ? { TMUX_TMPDIR: process.env['TMUX_TMPDIR'] } : {}),
    ...gitEnvironment,
  };
  installPrograms(join(root, 'bin'));
  makeRepository(project, env, { '.agents/settings.json': '{"worktree": {"bgIsolation": "none"}}\n' });
  const cleanup = () => cleanUp(orphans);
  return { root, project, agentsHome, claudeConfig, tmuxSocket, env, cleanup };
}

const gitEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A Person',
  GIT_AUTHOR_EMAIL: 'person@example.com',
  GIT_COMMITTER_NAME: 'A Person',
  GIT_COMMITTER_EMAIL: 'person@example.com',
};

function installPrograms(bin: string): void {
  const programs = { agents: 'agents.js', claude: 'scripted-agent.js' };
  for (const [name, file] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' '${join(dist, file)}' "$@"\n`, {
      mode: 0o755,
    });
}

/** One commit on `main`. */
export function makeRepository(
  project: string,
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): void {
  const git = (...parameters: string[]) =>
    execFileSync('git', parameters, { cwd: project, env, stdio: 'pipe' });
  mkdirSync(project, { recursive: true });
  git('init', '-q', '-b', 'main');
  for (const [name, text] of Object.entries({ 'README.md': '# Project\n', ...files })) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  git('add', '.');
  git('commit', '-q', '-m', 'Begin');
}

export interface Leftovers {
  readonly root: string;
  readonly agentsHome: string;
  readonly tmuxSocket: string;
}

export async function cleanUp({ root, agentsHome, tmuxSocket }: Leftovers): Promise<void> {
  end(supervisorOf(agentsHome), 'SIGTERM');
  spawnSync('tmux', ['-L', tmuxSocket, 'kill-server'], { stdio: 'ignore' });
  let left: readonly number[] = [];
  // A process may start another while it is being ended, so look until none is left.
  const allGone = () => {
    left = processesOf(root);
    for (const pid of left) end(pid, 'SIGKILL');
    return left.length === 0;
  };
  await waitUntil(allGone, () => `Processes of ${root} would not end: ${left.join(' ')}`);
  removeSocket(tmuxSocket);
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}

function supervisorOf(agentsHome: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(join(agentsHome, 'daemon', 'lock'), 'utf8')) as { pid?: unknown };
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Every process that has this home in its environment or on its command line: a tmux server may have been given
 * a clean environment. Linux only: elsewhere the supervisor and the tmux server are all that is ended.
 */
function processesOf(root: string): number[] {
  const names = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(root);
    } catch {
      return false;
    }
  };
  const isOurs = (pid: string) => /^\d+$/.test(pid) && (names(pid, 'environ') || names(pid, 'cmdline'));
  try {
    return readdirSync('/proc').filter(isOurs).map(Number);
  } catch {
    return [];
  }
}

function end(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

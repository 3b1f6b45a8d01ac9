import { realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { loadPty } from '../../backends/pty/load-pty.ts';
import { tmuxBackend } from '../../backends/tmux/tmux.ts';
import { agents } from '../../core/agents/index.ts';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { git } from '../../system/git/git.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { installCommand } from '../../system/programs/require-tmux.ts';
import { run } from '../../system/run/run.ts';
import { pullsProblem } from '../../system/store/job/pulls-file.ts';
import { TmuxMissing, TmuxUnreachable } from '../../tmux/client.ts';
import { socketProblem } from '../../tmux/socket.ts';
import { exitUnattached, hasExitUnattached } from '../../tmux/unattached.ts';
import { TmuxTooOld, tmuxVersion } from '../../tmux/version.ts';
import type { World } from '../context/world.ts';

/** A program that has to be loaded from a slow disk first takes its time; all are asked at once. */
const timeoutMs = 2500;

export async function checkTmux(world: World): Promise<readonly Finding[]> {
  const install = installCommand(world.env);
  if (!findProgram('tmux', world.env)) return [await withoutTmux(install)];
  try {
    const { text } = await tmuxVersion();
    const socketTrouble = socketProblem(world.socket, world.env);
    if (socketTrouble)
      return [problem('tmux', socketTrouble, 'Set TMUX_TMPDIR to a shorter directory, such as /tmp')];
    const { server, panes } = await tmuxBackend({ socket: world.socket }).list();
    if (world.settings['tmux.server'] === 'default' && (await hasExitUnattached({ socket: world.socket })))
      return [problem('tmux', exitUnattached, 'agents settings unset tmux.server')];
    const where = server
      ? `server ${server.pid} with ${panes.length} session${panes.length === 1 ? '' : 's'}`
      : 'no server runs yet';
    return [ok('tmux', `${text} · socket ${world.socket} · ${where}`)];
  } catch (error) {
    const isInstalled = !(error instanceof TmuxMissing) && !(error instanceof TmuxTooOld);
    return [problem('tmux', sentenceOf(error), isInstalled ? adviceOf(error) : install)];
  }
}

/** Sessions live in the view then, where its package is there. */
async function withoutTmux(install: string): Promise<Finding> {
  try {
    await loadPty();
    return note('tmux', 'is not installed: sessions live in the view, and end with it', install);
  } catch (error) {
    const why = error instanceof UserError ? error.what : sentenceOf(error);
    return problem('tmux', `is not installed. ${why}`, install);
  }
}

function adviceOf(error: unknown): string {
  if (error instanceof TmuxUnreachable) return 'Set TMUX_TMPDIR to a directory of your own, such as /tmp';
  return 'Sessions go on; what its server does not answer is asked again by itself. Look at it: ps -C "tmux: server"';
}

export async function checkGit(world: World): Promise<readonly Finding[]> {
  const advice = 'Install git: without it no session gets a worktree of its own.';
  if (!findProgram('git', world.env)) return [note('git', 'is not installed', advice)];
  try {
    return [ok('git', (await git('/', ['--version'], { mode: 'in-place', timeoutMs })).stdout)];
  } catch (error) {
    return [problem('git', sentenceOf(error), advice)];
  }
}

export async function checkGh(world: World): Promise<readonly Finding[]> {
  const without = 'how pull requests stand is not known';
  if (!findProgram('gh', world.env))
    return [note('gh', `is not installed: ${without}`, 'Install GitHub’s gh, then: gh auth login')];
  try {
    const { exitCode } = await run('gh', ['auth', 'status'], { timeoutMs, mayFail: true });
    const trouble = pullsProblem(world.paths);
    if (exitCode === 0 && trouble !== undefined) return [note('gh', safeText(trouble))];
    if (exitCode === 0) return [ok('gh', 'is there and logged in')];
    return [note('gh', `is not logged in: ${without}`, 'gh auth login')];
  } catch (error) {
    return [note('gh', `${sentenceOf(error)} ${without}`, 'gh auth status')];
  }
}

/** Which agents are there, and whether the one that new sessions run is among them. */
export async function checkAgents(world: World): Promise<readonly Finding[]> {
  const known = agents.filter(({ name }) => name !== 'shell');
  const findings = await Promise.all(known.map(({ label, program }) => checkAgent(world, label, program)));
  const own = known.find(({ name }) => name === world.settings.agent);
  // Said with the other mistakes in the settings.
  if (!own || findProgram(own.program, world.env)) return findings;
  const advice = `Install ${own.label}, or name another: agents settings set agent NAME`;
  return [...findings, problem('agent', `new sessions run ${own.label}, which is not installed`, advice)];
}

async function checkAgent(world: World, label: string, program: string): Promise<Finding> {
  const path = findProgram(program, world.env);
  if (path === undefined) return note(label, 'is not installed');
  try {
    const { stdout, stderr } = await run(path, ['--version'], {
      timeoutMs,
      maxBytes: 64 * 1024,
      mayCut: true,
      mayFail: true,
      environment: { CI: '1' },
    });
    const version = safeText((stdout || stderr).split('\n', 1)[0] ?? '').slice(0, 60);
    return ok(label, `${version} · ${path}`);
  } catch (error) {
    return note(label, `${path}: ${sentenceOf(error)}`, `${program} --version`);
  }
}

/** Several installs of one program: which of them runs depends on who asks. */
export function checkInstalls(world: World): readonly Finding[] {
  const names = ['agents', ...agents.filter(({ name }) => name !== 'shell').map(({ program }) => program)];
  return names.flatMap(name => {
    const places = installsOf(name, world.env);
    if (places.length < 2) return [];
    const says = `${name} is installed ${places.length} times: ${places.map(place => safeText(place)).join(', ')}`;
    return [note('installs', says, 'The first one runs. Remove the others, or mind them when you update.')];
  });
}

function installsOf(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  const found = new Map<string, string>();
  for (const directory of (env['PATH'] ?? '').split(':').filter(isAbsolute)) {
    const path = findProgram(join(directory, name), env);
    const real = path && realpathSync(path);
    if (path && real && !found.has(real)) found.set(real, path);
  }
  return [...found.values()];
}

function sentenceOf(error: unknown): string {
  return safeText(error instanceof Error ? error.message : reasonOf(error));
}

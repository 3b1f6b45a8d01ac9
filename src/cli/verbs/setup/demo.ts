import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireTerminal, showView } from '../../../app/view.ts';
import { usualBackend } from '../../../core/screen/place.ts';
import { openWorld, type World } from '../../../operations/context/world.ts';
import { dispatch } from '../../../operations/dispatch/dispatch.ts';
import { requireTmuxVersion } from '../../../operations/dispatch/require-tmux-version.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { hasTmux } from '../../../system/programs/require-tmux.ts';
import { readLock } from '../../../system/store/daemon/supervisor-lock.ts';
import { writeUserState } from '../../../system/store/job/user-state.ts';
import { quoteForShell } from '../../../system/store/launch/quote-for-shell.ts';
import { socketPath } from '../../../tmux/socket.ts';
import type { Shell } from '../../verb.ts';
import { viewProcess } from '../../view-process.ts';
import { changeProject, installDemoGh, makeProject } from './demo-project.ts';

interface Member {
  readonly name: string;
  readonly text: string;
  /** What the scripted agent plays for this prompt. */
  readonly plays?: string;
  readonly exec?: true;
  readonly pinned?: true;
  /** By then it has changed files. */
  readonly hasChanged?: true;
}

/** A handful of sessions in every state. */
const fleet: readonly Member[] = [
  { name: 'saved games', text: 'Store saved games, and ask where to', plays: 'scn-ask' },
  { name: 'clean build directory', text: 'Remove what the old build left behind', plays: 'scn-shell' },
  { name: 'jump height', text: 'Make the jump feel lighter', plays: 'scn-change' },
  { name: 'collision rewrite', text: 'Plan the rewrite of the collision system', plays: 'scn-plan' },
  { name: 'physics notes', text: 'Write down how the physics work', plays: 'scn-slow-600' },
  {
    name: 'title screen',
    text: 'Build the title screen and open a pull request',
    plays: 'scn-pr',
    hasChanged: true,
  },
  { name: 'power-up design', text: 'Design the first power-up', plays: 'scn-question' },
  { name: 'nightly import', text: 'Import the new sprites', plays: 'scn-500' },
  {
    name: 'unit tests',
    text: 'for i in $(seq 1 600); do echo "test $i of 600 passed"; sleep 1; done',
    exec: true,
  },
  { name: 'lint', text: 'echo "src/jump.ts:12 unused variable"; exit 1', exec: true },
  { name: 'game server', text: 'echo "listening on 127.0.0.1:4000"; sleep 6000', exec: true, pinned: true },
];

/** `agents demo`: the real view, supervisor and tmux on a scratch state, with the scripted agent of the test suite. */
export async function demo(_words: readonly string[], shell: Shell): Promise<number> {
  const { env, output } = shell;
  if (hasTmux(env)) await requireTmuxVersion(env);
  requireTerminal(shell);
  const directory = mkdtempSync(join(tmpdir(), 'agents-demo-'));
  // tmux takes the environment of its client for each session: this process has the demo's.
  Object.assign(env, demoEnvironment(directory, env));
  const world = openWorld(env, { ...shell, hosts: 'all' });
  let started: Promise<unknown> = Promise.resolve();
  let tidying: Promise<void> | undefined;
  const tidy = () => (tidying ??= started.catch(() => {}).then(() => cleanUp(world, directory)));
  // The view ends by itself then; this is for the time before it is up, and so that nothing ends before the end.
  const end = () => void tidy().finally(() => process.exit(1));
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  try {
    process.chdir(join(directory, 'game'));
    output.write('Starting eleven scripted sessions…\n');
    await makeProject(shell.cwd());
    ensureSupervisor(world);
    started = Promise.all(fleet.map(member => start(world, member, shell.cwd())));
    await started;
    await showView({ records: world, open: async () => world }, viewProcess(shell), { cwd: shell.cwd() });
    // Where the terminal was closed there is nobody to tell.
    if (!tidying) output.write('Ending the demo…\n');
  } finally {
    process.chdir('/');
    await tidy();
  }
  output.write('The demo is over; nothing of it is left.\n');
  return 0;
}

function demoEnvironment(directory: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const bin = join(directory, 'bin');
  for (const made of [bin, join(directory, 'game'), join(directory, 'claude')])
    mkdirSync(made, { recursive: true });
  const scripted = join(dirname(realpathSync(process.argv[1] ?? '')), 'scripted-agent.js');
  if (!existsSync(scripted))
    throw new Error(`The demo's agent is not there: ${scripted}. Run npm run build.`);
  const program = join(bin, 'claude');
  const [node, script] = [quoteForShell(process.execPath), quoteForShell(scripted)];
  writeFileSync(program, `#!/bin/sh\nexec ${node} ${script} "$@"\n`);
  chmodSync(program, 0o700);
  installDemoGh(bin);
  // What else runs on this machine is no part of the demo.
  mkdirSync(join(directory, 'config', 'agents'), { recursive: true });
  writeFileSync(
    join(directory, 'config', 'agents', 'settings.json'),
    '{"adopt": false, "notify": {"desktop": false}}\n',
  );
  return {
    PATH: `${bin}:${env['PATH'] ?? ''}`,
    AGENTS_HOME: join(directory, 'state'),
    AGENTS_TMUX_SOCKET: `agents-demo-${process.pid}`,
    // Eleven panes of iTerm2 would be no demo.
    AGENTS_BACKEND: env['AGENTS_BACKEND'] === 'in-process' ? 'in-process' : usualBackend,
    CLAUDE_CONFIG_DIR: join(directory, 'claude'),
    XDG_CONFIG_HOME: join(directory, 'config'),
    SCRIPTED_PLAYS: JSON.stringify(
      Object.fromEntries(fleet.flatMap(({ text, plays }) => (plays === undefined ? [] : [[text, plays]]))),
    ),
  };
}

async function start(world: World, member: Member, cwd: string): Promise<void> {
  const { spec, started } = dispatch(world, {
    kind: member.exec ? 'exec' : 'background',
    agent: member.exec ? 'shell' : 'claude',
    text: member.text,
    name: member.name,
    cwd,
    // It is to be looked at, however busy the machine is.
    now: true,
    flags: [],
  });
  if (member.pinned) writeUserState(world.paths, spec.id, { pinned: true });
  await started;
  if (member.hasChanged && spec.worktree) changeProject(spec.worktree.path);
}

/** Ends what the demo started and nothing else: its supervisor, its sessions, its own tmux server. */
async function cleanUp(world: World, directory: string): Promise<void> {
  const { backend } = world;
  const lock = readLock(world.paths);
  if (lock?.alive) process.kill(lock.holder.pid, 'SIGTERM');
  const { panes } = await backend.list('own', { patient: true });
  const ends = panes.map(({ place, id }) => backend.end({ place, id }, { patient: true }));
  // What one of them may complain of keeps nothing else from going.
  const complaint = (await Promise.allSettled(ends)).find(each => each.status === 'rejected');
  await backend.endServer({ patient: true });
  const socket = socketPath(world.socket, world.env);
  // tmux leaves its lock behind where several clients start a server at once.
  for (const left of [socket, `${socket}.lock`]) rmSync(left, { force: true });
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  if (complaint) throw complaint.reason;
}

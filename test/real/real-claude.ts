import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { jobFile, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal, type Terminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folder = process.env['AGENTS_REAL_KIT'] ?? resolve(root, '../shared/tools/real-agents');

/** The folder that runs the real agents against a fake model; undefined where it is not there. */
export const kit = existsSync(join(folder, 'bin', 'claude')) ? folder : undefined;

export interface FakeModel {
  readonly port: number;
  readonly close: () => void;
}

/** Starts the model that the agents talk to, on a free port. */
export async function startModel(): Promise<FakeModel> {
  const server: ChildProcess = spawn(process.execPath, [join(kit ?? '', 'fake-model.mjs'), '--port', '0']);
  let said = '';
  server.stdout?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const port = () => Number(/listening \S+:(\d+)/.exec(said)?.[1]);
  await waitUntil(
    () => port() > 0,
    () => `The fake model said: ${said}`,
    { limitMs: 10_000 },
  );
  return { port: port(), close: () => server.kill() };
}

/** A home where the agents are the real ones, and keep their files in it as they do for a person. `flags`: of Claude Code. */
export function realHome(model: FakeModel, options: { flags?: string; trust?: 'ask' } = {}): ScratchHome {
  const home = scratchHome();
  for (const [name, flags] of Object.entries({
    claude: options.flags,
    codex: '',
    gemini: '',
    opencode: '',
  })) {
    const script = `#!/bin/sh\nexec '${join(kit ?? '', 'bin', name)}' ${flags ?? ''} "$@"\n`;
    writeFileSync(join(home.root, 'bin', name), script, { mode: 0o755 });
  }
  const env = {
    ...home.env,
    FAKE_MODEL_PORT: `${model.port}`,
    REAL_AGENTS_HOME: home.root,
    REAL_AGENTS_CACHE: process.env['REAL_AGENTS_CACHE'] ?? join(homedir(), '.cache', 'real-agents'),
    ...(options.trust ? { REAL_AGENTS_TRUST: options.trust } : {}),
  };
  return { ...home, env };
}

/** Starts the real agent from the shell; gives the session's id. */
export function start(home: ScratchHome, prompt: string, mode = 'manual'): Promise<string> {
  return startSession(home, [prompt, '--name', 'real', '--', '--permission-mode', mode]);
}

/** What the supervisor says of a session. */
export const state = (home: ScratchHome, id: string) => jobFile(home, id, 'state.json');

/** Waits until the supervisor says so of the session; gives how long that took, in ms. */
export async function stateIs(home: ScratchHome, id: string, expected: object, limitMs = 20_000) {
  const startedAt = performance.now();
  const fits = () => {
    try {
      expect(state(home, id)).toMatchObject(expected);
      return true;
    } catch {
      return false;
    }
  };
  const wish = () =>
    `Expected ${JSON.stringify(expected)}, but it is ${JSON.stringify(state(home, id), null, 1)}`;
  await waitUntil(fits, wish, { limitMs });
  return Math.round(performance.now() - startedAt);
}

const execute = promisify(execFile);

/** The visible screen of a session, read from the agents' own tmux server; empty while it has none. */
export async function screenOf(home: ScratchHome, id: string): Promise<string> {
  const tmux = (...words: readonly string[]) =>
    execute('tmux', ['-u', '-L', home.tmuxSocket, ...words], { env: home.env }).then(
      ({ stdout }) => stdout,
      () => '',
    );
  const panes = (await tmux('list-panes', '-a', '-F', '#{@agents_id} #{pane_id}')).split('\n');
  const pane = panes.find(line => line.startsWith(`${id} `))?.split(' ')[1];
  return pane === undefined ? '' : tmux('capture-pane', '-p', '-t', pane);
}

/** When the session's own screen first shows it; ms of `performance.now()`. */
export async function seenAt(home: ScratchHome, id: string, text: RegExp): Promise<number> {
  let last = '';
  const ask = async () => {
    last = await screenOf(home, id);
    return text.test(last) && { at: performance.now() };
  };
  return (await waitUntil(ask, () => `The session never showed ${text}:\n${last}`, { limitMs: 20_000 })).at;
}

export async function openView(home: ScratchHome): Promise<Terminal> {
  const terminal = await openTerminal({ env: home.env, cwd: home.project, columns: 140, rows: 45 });
  await terminal.run('agents');
  await terminal.waitFor(/^❯ describe a task/m);
  return terminal;
}

/** The person's own hooks, which must go on firing: each leaves a file. */
export function installUserHook(home: ScratchHome, event: string): string {
  const trace = join(home.root, `user-hook-${event}`);
  mkdirSync(home.claudeConfig, { recursive: true });
  const hook = { hooks: [{ type: 'command', command: `touch '${trace}'` }] };
  writeFileSync(join(home.claudeConfig, 'settings.json'), JSON.stringify({ hooks: { [event]: [hook] } }));
  return trace;
}

import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownersDirectory, takesOthers } from '../../src/backends/pty/owner/owners.ts';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import { type FakeModel, kit } from '../../test/real/real-claude.ts';
import { isWholeView, program } from '../fleet.ts';
import { openWatchedTerminal, type WatchedTerminal } from '../watched-terminal.ts';
import { type BackendName, type Terminals, terminalsOf } from './terminals.ts';

export const agentNames = ['claude', 'codex', 'gemini', 'opencode', 'copilot', 'qwen'] as const;
export type AgentName = (typeof agentNames)[number];

/** A home, and a way to look at the sessions in it that is not the program's own. */
export interface RealHome {
  readonly home: ScratchHome;
  readonly terminals: Terminals;
}

interface Options {
  readonly model: FakeModel;
  readonly trust?: 'ask';
  /** Where sessions live. */
  readonly backend?: BackendName;
}

/** A home where the real agents are installed, which talk to this model; the whole tree of processes ends with it. */
export async function inRealHome<T>(
  { model, trust, backend = 'tmux' }: Options,
  use: (home: RealHome) => Promise<T>,
): Promise<T> {
  const home = makeScratchHome();
  let view: WatchedTerminal | undefined;
  const interrupted = () => void home.cleanup().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    for (const name of agentNames) {
      const script = `#!/bin/sh\nexec '${join(kit ?? '', 'bin', name)}' "$@"\n`;
      writeFileSync(join(home.root, 'bin', name), script, { mode: 0o755 });
    }
    const env = {
      ...home.env,
      FAKE_MODEL_PORT: `${model.port}`,
      REAL_AGENTS_HOME: home.root,
      // What carries the hooks of Qwen Code.
      REAL_AGENTS_PASS: 'QWEN_CODE_SYSTEM_DEFAULTS_PATH',
      REAL_AGENTS_CACHE: process.env['REAL_AGENTS_CACHE'] ?? join(homedir(), '.cache', 'real-agents'),
      ...(trust ? { REAL_AGENTS_TRUST: trust } : {}),
      AGENTS_BACKEND: backend,
    };
    const real = { ...home, env };
    if (backend !== 'tmux') view = await openViewIn(real);
    return await use({ home: real, terminals: terminalsOf(real, backend) });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await view?.close();
    await home.cleanup();
  }
}

/** In which sessions live that are started beside it. */
async function openViewIn({ env, project, agentsHome }: ScratchHome): Promise<WatchedTerminal> {
  const terminal = await openWatchedTerminal({ env, cwd: project });
  await terminal.exec(program, project);
  await terminal.when(isWholeView);
  await waitUntil(
    () => takesOthers(ownersDirectory(join(agentsHome, 'daemon'))),
    () => 'The view never listened for sessions.',
    { limitMs: 20_000 },
  );
  return terminal;
}

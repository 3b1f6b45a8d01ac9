import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { type FakeModel, kit } from '../../test/real/real-claude.ts';

export const agentNames = ['claude', 'codex', 'gemini', 'opencode'] as const;
export type AgentName = (typeof agentNames)[number];

/** A home where the real agents are installed, which talk to this model; the whole tree of processes ends with it. */
export async function inRealHome<T>(
  { model, trust }: { readonly model: FakeModel; readonly trust?: 'ask' },
  use: (home: ScratchHome) => Promise<T>,
): Promise<T> {
  const home = makeScratchHome();
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
      REAL_AGENTS_CACHE: process.env['REAL_AGENTS_CACHE'] ?? join(homedir(), '.cache', 'real-agents'),
      ...(trust ? { REAL_AGENTS_TRUST: trust } : {}),
    };
    return await use({ ...home, env });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    await home.cleanup();
  }
}

import { basename } from 'node:path';
import type { SessionFile } from '../core/agents/agent.ts';
import { slugFrom } from '../core/sessions/names.ts';
import type { Spec } from '../core/sessions/session.ts';
import { safeText } from '../core/text/safe-text.ts';
import type { World } from '../runtime/world.ts';
import type { ProcessTable } from '../system/processes/process-table.ts';
import type { Found } from './find-agents.ts';

/** What is recorded of a session that nobody started here: its name and directory as the agent tells them. */
export function adoptedSpec(world: World, table: ProcessTable, found: Found): Spec {
  const { id, agent, process, file, pane } = found;
  const cwd = directoryOf(world, [file?.cwd, table.directoryOf(process.pid)]);
  const shown = nameIn(file) || `${agent} in ${safeText(basename(cwd)) || '/'}`;
  return {
    version: 1,
    id,
    kind: 'adopted',
    agent,
    name: shown,
    slug: slugFrom(shown),
    cwd,
    flags: [],
    ...(file && { sessionId: file.sessionId }),
    createdAt: Math.min(world.now(), process.startedAt || world.now()),
    firstLine: pane ? 'found in tmux' : 'found in another terminal',
  };
}

/** The spec with what the agent's file tells by now: it is written a second after the start, and names change. */
export function renewedSpec(spec: Spec, { file }: Found): Spec {
  if (!file) return spec;
  const name = nameIn(file) || spec.name;
  return name === spec.name && file.sessionId === spec.sessionId
    ? spec
    : { ...spec, name, sessionId: file.sessionId };
}

function nameIn(file: SessionFile | undefined): string {
  return safeText((file?.name ?? '').replace(/\s+/g, ' ').slice(0, 200)).trim();
}

function directoryOf(world: World, candidates: readonly (string | undefined)[]): string {
  return candidates.find(cwd => cwd?.startsWith('/')) ?? world.env['HOME'] ?? '/';
}

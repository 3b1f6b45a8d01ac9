import { basename } from 'node:path';
import { slugFrom } from '../../core/session/names.ts';
import type { Spec } from '../../core/session/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { World } from '../../operations/context/world.ts';
import type { ProcessTable } from '../../system/processes/process-table.ts';
import type { Found } from './find-agents.ts';

/** What is recorded of a session that nobody started here: its name and directory as the agent tells them. */
export function adoptedSpec(world: World, table: ProcessTable, found: Found): Spec {
  const { id, agent, process, file, job } = found;
  const cwd = directoryOf(world, [file?.cwd, job?.job?.cwd, process && table.directoryOf(process.pid)]);
  const shown = nameIn(found) || `${agent} in ${safeText(basename(cwd)) || '/'}`;
  return {
    version: 1,
    id,
    kind: 'adopted',
    agent,
    name: shown,
    slug: slugFrom(shown),
    cwd,
    flags: [],
    ...conversationOf(found),
    createdAt: Math.min(world.now(), job?.job?.createdAt || process?.startedAt || world.now()),
    firstLine: placeWords(found),
  };
}

/** The spec with what the agent's file tells by now: it is written a second after the start, and names change. */
export function renewedSpec(spec: Spec, found: Found): Spec {
  const { sessionId = spec.sessionId } = conversationOf(found);
  const name = nameIn(found) || spec.name;
  if (name === spec.name && sessionId === spec.sessionId) return spec;
  return { ...spec, name, ...(sessionId !== undefined && { sessionId }) };
}

function conversationOf({ file, job }: Found): Pick<Spec, 'sessionId'> {
  const sessionId = file?.sessionId ?? (job?.job?.isShell ? undefined : job?.sessionId);
  return sessionId === undefined ? {} : { sessionId };
}

function placeWords({ place, job }: Found): string {
  if (job) return "found in Claude Code's own background";
  return place ? `found in ${place.backend}` : 'found in another terminal';
}

function nameIn({ file, job }: Found): string {
  const name = file?.name || job?.job?.name || '';
  return safeText(name.replace(/\s+/g, ' ').slice(0, 200)).trim();
}

function directoryOf(world: World, candidates: readonly (string | undefined)[]): string {
  return candidates.find(cwd => cwd?.startsWith('/')) ?? world.env['HOME'] ?? '/';
}

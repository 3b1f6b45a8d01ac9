import type { Listing, Tag } from '../../backends/backend.ts';
import { parseSessionFile } from '../../core/agents/claude/claude-session-file.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { World } from '../../operations/context/world.ts';
import { claudeSessionFile } from '../../system/claude/claude-sessions.ts';
import type { ProcessFacts } from '../../system/processes/process-table.ts';
import type { AdoptionMemory, Known } from './adoption-memory.ts';
import { nowhere } from './claude-jobs.ts';
import type { Found } from './find-agents.ts';

/** After this time a listing shows the id that was set on a pane, unless it was removed again. */
const seenMs = 6000;

/** Panes carry the id of the agent that is in their foreground, and none when there is no such agent any more. */
export async function settleTags(
  world: World,
  memory: AdoptionMemory,
  { listing, adopted }: Known,
): Promise<void> {
  const { adopts } = world.backend.can;
  if (!adopts) return;
  const { keyOf } = adopts;
  const { found, taggedAt } = memory;
  const now = performance.now();
  const wanted = new Map([...found.values()].flatMap(one => (one.place ? [[keyOf(one.place), one]] : [])));
  const tags: Tag[] = [];
  for (const pane of [...listing.panes, ...listing.unmanaged]) {
    const { place } = pane;
    const one = wanted.get(keyOf(place));
    if (!one && adopted.has(pane.id)) {
      tags.push({ place, id: pane.id, action: 'unset' });
      taggedAt.delete(pane.id);
    }
    if (!one || one.id === pane.id || now - (taggedAt.get(one.id) ?? Number.NEGATIVE_INFINITY) < seenMs)
      continue;
    taggedAt.set(one.id, now);
    const { id, promptColumn } = one;
    const questionNumber = adopted.get(id)?.status.questionNumber ?? 0;
    tags.push({ place, id, action: 'set', promptColumn, questionNumber });
  }
  for (const { id, status } of adopted.values()) {
    if (found.has(id) || !status.place) continue;
    tags.push({ place: status.place, id, action: 'unset' });
    taggedAt.delete(id);
  }
  await adopts.tag(tags);
}

/** What is known of each adopted session: its pane with the agent's own process, or no pane. */
export function factsOf(world: World, found: ReadonlyMap<string, Found>, listing: Listing) {
  const keyOf = world.backend.can.adopts?.keyOf;
  const listed = keyOf ? [...listing.panes, ...listing.unmanaged] : [];
  const panes = new Map(listed.map(pane => [keyOf?.(pane.place), pane]));
  const facts = new Map<string, TerminalFact>();
  for (const { id, agent, process, place } of found.values()) {
    if (!process) continue;
    const pane = place && panes.get(keyOf?.(place));
    const news = agent === 'claude' && pane ? newsOf(world, process, pane) : {};
    const stoppedPid = process.isStopped ? process.pid : undefined;
    facts.set(id, { ...(pane ?? nowhere), id, pid: process.pid, stoppedPid, ...news });
  }
  return facts;
}

/** Claude Code's own file tells of news on the screen before the backend is asked again. */
function newsOf(world: World, { pid }: ProcessFacts, pane: TerminalFact) {
  const file = parseSessionFile(claudeSessionFile(pid, world.env));
  return { activityAt: Math.max(pane.activityAt, file?.updatedAt ?? 0) };
}

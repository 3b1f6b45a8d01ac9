import { parseSessionFile } from '../../core/agents/claude/claude-session-file.ts';
import type { AgentEvent } from '../../core/events/agent-event.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { claudeSessionFile } from '../../system/claude/claude-sessions.ts';
import type { PollMemory } from '../poll-memory.ts';

/** Claude Code names its transcript in every event; two folders above lies its configuration directory. */
export function rememberHome(memory: PollMemory, id: string, events: readonly AgentEvent[]): void {
  for (const { data } of events) {
    const path = data['transcript_path'];
    const match = typeof path === 'string' ? /^(\/.*)\/projects\/[^/]+\/[^/]+$/.exec(path) : null;
    if (match?.[1]) memory.agentHomes.set(id, match[1]);
  }
}

/** What Claude Code says of the process in this pane. */
export function sessionFileOf(
  world: World,
  memory: PollMemory,
  { session, pane, now }: { readonly session: Session; readonly pane: TerminalFact; readonly now: number },
) {
  if (session.spec.agent !== 'claude' || pane.dead) return undefined;
  const home = memory.agentHomes.get(session.id);
  const env = home === undefined ? world.env : { ...world.env, CLAUDE_CONFIG_DIR: home };
  const file = parseSessionFile(claudeSessionFile(pane.pid, env));
  return file && { ...file, updatedAt: memory.told.settle(`file ${session.id}`, file.updatedAt, now) };
}

import { findAgent } from '../../core/agents/index.ts';
import type { AgentEvent } from '../../core/events/agent-event.ts';
import { type Journal, withLook } from '../../core/journal/journal.ts';
import type { Session, Status } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { readJournal, writeJournal } from '../../system/store/history/journal-file.ts';

/** Writes down what one look at a session shows that it did; a full disk does not stop the poll. */
export function keepJournal(
  world: World,
  journals: Map<string, Journal>,
  seen: {
    readonly session: Session;
    readonly previous: Status;
    readonly status: Status;
    readonly events: readonly AgentEvent[];
  },
): void {
  const { session, previous, status: next, events } = seen;
  const journal = journals.get(session.id) ?? readJournal(world.paths, session.id);
  const agent = findAgent(session.spec.agent);
  const longer = withLook(journal, { now: world.now(), previous, next, events, agent });
  journals.set(session.id, longer);
  if (longer === journal) return;
  try {
    writeJournal(world.paths, session.id, longer);
  } catch {
    // It only informs; the session's state goes to state.json.
  }
}

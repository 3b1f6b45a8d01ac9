import { factsOf } from '../../core/lifecycle/status-facts.ts';
import type { Session, Status } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { writeConversation } from '../../system/store/history/conversation-record.ts';

interface Looked {
  readonly session: Session;
  readonly previous: Status;
  readonly status: Status;
}

/** What must outlive `state.json`: that there is a conversation, and which. */
export function recordConversation(world: World, { session, previous, status }: Looked): void {
  if (session.spec.kind !== 'background' || !factsOf(status).hasWorked) return;
  const { sessionId } = status;
  if (factsOf(previous).hasWorked && previous.sessionId === sessionId) return;
  writeConversation(world.paths, session.id, { ...(sessionId !== undefined && { sessionId }) });
}

import type { Conclusion, Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { writeConversation } from '../../system/store/history/conversation-record.ts';

interface Looked {
  readonly session: Session;
  readonly previous: Conclusion;
  readonly conclusion: Conclusion;
}

/** What must outlive `state.json`: that there is a conversation, and which. */
export function recordConversation(world: World, { session, previous, conclusion }: Looked): void {
  const { hasWorked } = conclusion.memory;
  if (session.spec.kind !== 'background' || hasWorked !== true) return;
  const { sessionId } = conclusion;
  if (previous.memory.hasWorked === true && previous.sessionId === sessionId) return;
  writeConversation(world.paths, session.id, { ...(sessionId !== undefined && { sessionId }) });
}

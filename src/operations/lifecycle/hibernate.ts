import { findAgent } from '../../core/agents/index.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Session } from '../../core/session/session.ts';
import { readConversation } from '../../system/store/history/conversation-record.ts';
import { keepLastScreen } from '../../system/store/history/last-screen.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { readOutbox } from '../../system/store/messages/outbox.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { withSessionClaim } from '../dispatch/start.ts';

/** Of its screen and scrollback. */
const mostKeptLines = 500;

/**
 * Stops the process of a session that nobody needs now; row, state and conversation stay, and the next attach or reply
 * brings it back. Looks once more before: false when someone is there, types, or it has something to do.
 */
export async function rest(world: World, session: Session): Promise<boolean> {
  const { id } = session;
  if (!canComeBack(world, session) || readOutbox(world.paths, id).length > 0) return false;
  return withSessionClaim(world, id, async pane => {
    if (!pane || pane.dead || pane.attached > 0) return false;
    const screen = (await world.backend.capture([pane])).get(id);
    const reading = screen && findAgent(session.spec.agent)?.readScreen(screen);
    if (!reading || reading.draft || reading.state === 'working' || reading.inBackground) return false;
    const { place } = pane;
    keepLastScreen(world.paths, id, (await world.backend.history({ place, id }, mostKeptLines)) ?? []);
    // First: what ends from now on was put to rest, whatever becomes of this process.
    writeUserState(world.paths, id, { restedAt: world.now() });
    try {
      await world.backend.stop({ place, id });
    } catch (error) {
      // It lives on, and its state must be told again.
      writeUserState(world.paths, id, { restedAt: 0 });
      throw error;
    }
    nudge(world.paths, 'wake');
    return true;
  });
}

/** Whether something stands in its composer that nobody has sent. */
export async function isDrafted(world: World, { id, spec }: Session, place: Place): Promise<boolean> {
  const screen = (await world.backend.capture([{ id, place }])).get(id);
  return Boolean(screen && findAgent(spec.agent)?.readScreen(screen).draft);
}

/** Its agent can go on with its conversation, and that is known. */
function canComeBack(world: World, { id, spec, status }: Session): boolean {
  const agent = findAgent(spec.agent);
  const conversation = status.sessionId ?? readConversation(world.paths, id)?.sessionId;
  return agent !== undefined && agent.cannotResume !== true && conversation !== undefined;
}

import { findAgent } from '../../core/agents/index.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Session } from '../../core/session/session.ts';
import { readConversation } from '../../system/store/history/conversation-record.ts';
import { keepLastScreen } from '../../system/store/history/last-screen.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { readMessages } from '../../system/store/messages/waiting-messages.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { withSessionClaim } from '../dispatch/start.ts';

/** Of its screen and scrollback. */
const mostKeptLines = 500;

/**
 * Stops the process of an idle session; row, state and conversation stay, and the next attach or reply brings it back.
 * Checks once more before it stops: false when a person is attached or types, or it has something to do.
 */
export async function rest(world: World, session: Session): Promise<boolean> {
  const { id } = session;
  if (!canComeBack(world, session) || readMessages(world.paths, id).length > 0) return false;
  return withSessionClaim(world, id, async pane => {
    if (!pane || pane.dead || pane.attached > 0) return false;
    const screen = (await world.backend.capture([pane])).get(id);
    const reading = screen && findAgent(session.spec.agent)?.readScreen(screen);
    if (!reading || reading.draft || reading.state === 'working' || reading.inBackground) return false;
    const { place } = pane;
    keepLastScreen(world.paths, id, (await world.backend.history({ place, id }, mostKeptLines)) ?? []);
    // Written first: an end from now on counts as suspended, also when this process dies.
    writeUserState(world.paths, id, { restedAt: world.now() });
    try {
      await world.backend.stop({ place, id });
    } catch (error) {
      // It still runs, and its state has to be recorded again.
      writeUserState(world.paths, id, { restedAt: 0 });
      throw error;
    }
    nudge(world.paths, 'wake');
    return true;
  });
}

/** Whether its composer holds text that was not sent. */
export async function isDrafted(world: World, { id, spec }: Session, place: Place): Promise<boolean> {
  const screen = (await world.backend.capture([{ id, place }])).get(id);
  return Boolean(screen && findAgent(spec.agent)?.readScreen(screen).draft);
}

/** Whether its conversation is known and its agent can go on with it. */
function canComeBack(world: World, { id, spec, status }: Session): boolean {
  const agent = findAgent(spec.agent);
  const conversation = status.sessionId ?? readConversation(world.paths, id)?.sessionId;
  return agent !== undefined && agent.cannotResume !== true && conversation !== undefined;
}

import { findAgent } from '../../core/agents/index.ts';
import { isQueued } from '../../core/queue/queue.ts';
import { withoutDeadLine } from '../../core/screen/screen-text.ts';
import { isElsewhere } from '../../core/session/adopted.ts';
import type { Session } from '../../core/session/session.ts';
import type { SessionScreen } from '../../core/source.ts';
import { lastScreen } from '../../system/store/history/last-screen.ts';
import { readMessage, readMessages } from '../../system/store/messages/waiting-messages.ts';
import type { World } from '../context/plain-world.ts';
import { pendingMessages } from '../reply/pending-messages.ts';
import { isBare, isBeforeAgent, outputOf } from '../screen/agent-output.ts';
import { lastOutput, lastWordsKept } from '../screen/last-output.ts';
import { directoryTrouble } from './directory-trouble.ts';

/** How many lines are read of a conversation that has no screen. */
const mostLines = 3000;

/** What a session of this machine shows at this moment. */
export async function screenOf(world: World, session: Session): Promise<SessionScreen> {
  const lines = await latestOutput(world, session);
  return { lines, trouble: directoryTrouble(session), kept: keptMessage(world, session) };
}

async function latestOutput(world: World, session: Session): Promise<readonly string[] | undefined> {
  if (isElsewhere(session)) return lastOutput(world, session);
  if (isQueued(session)) return pendingMessages(world.paths, session);
  const { id, status } = session;
  const { place } = status;
  const hasEnded = status.process === 'exited';
  const kept = hasEnded ? lastScreen(world.paths, id) : undefined;
  if (kept) return outputOf(session, kept);
  if (!place) return lastWordsKept(world, session, mostLines);
  const screen = (await world.backend.capture([{ id, place }])).get(id);
  if (screen && isBeforeAgent(session)) return outputOf(session, screen.lines);
  // Its server is gone.
  if (!screen && hasEnded) return lastWordsKept(world, session, mostLines);
  const lines = screen && (findAgent(session.spec.agent)?.outputLines?.(screen) ?? screen.lines);
  const isEmpty = lines?.every(line => line.trim() === '');
  return screen && isEmpty && isBare(session, screen) ? withoutDeadLine(screen.lines) : lines;
}

/** The reply that waits for a session whose program has ended and was not started again. */
function keptMessage(world: World, { id, status }: Session): string | undefined {
  if (status.process !== 'exited') return undefined;
  const [first] = readMessages(world.paths, id);
  try {
    return first && readMessage(first.file);
  } catch {
    // The row tells of a file that cannot be read.
    return undefined;
  }
}

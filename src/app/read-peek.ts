import { findAgent } from '../core/agents/index.ts';
import { type Recap, recapWords } from '../core/journal/recap.ts';
import { isQueued } from '../core/queue/queue.ts';
import { withoutDeadLine } from '../core/screen/screen-text.ts';
import { isElsewhere } from '../core/session/adopted.ts';
import type { Session } from '../core/session/session.ts';
import type { World } from '../operations/context/world.ts';
import { pendingMessages } from '../operations/reply/pending-messages.ts';
import { isBare, isBeforeAgent, outputOf } from '../operations/screen/agent-output.ts';
import { earlierWords, lastOutput, lastWordsKept } from '../operations/screen/last-output.ts';
import { readJournal } from '../system/store/history/journal-file.ts';
import { lastScreen } from '../system/store/history/last-screen.ts';
import { readMessage, readMessages } from '../system/store/messages/waiting-messages.ts';
import { linesBeyond, withEarlier, withScrollback } from '../ui/peek/output/peek-output.ts';
import { unreadableLines } from '../ui/peek/unreadable.ts';
import { findSession } from '../ui/state/sessions.ts';
import type { ViewStore } from '../ui/store.ts';
import { directoryTrouble } from './directory-trouble.ts';

/** How many lines the peek reads back. */
const mostLines = 3000;

/** Reads the latest output of the peeked session, while the peek is open. */
export async function readPeek(world: World, view: ViewStore): Promise<void> {
  const session = peekedSession(view);
  if (!session) return;
  if (session.unreadable !== undefined) return showProblem(view, session);
  const lines = await latestOutput(world, session);
  const peek = view.store.getState().peek.open;
  // Another session may have been peeked while this one was read.
  if (peek?.id !== session.id) return;
  const isSame = !lines || lines.join('\n') === peek.lines.join('\n');
  const recap = recapOf(world, session, peek.recap);
  const trouble = directoryTrouble(session);
  const kept = keptMessage(world, session);
  if (isSame && recap === peek.recap && trouble === peek.trouble && kept === peek.kept) return;
  const output = isSame ? {} : { lines, fresh: peek.held ? linesBeyond(peek.held, lines) : 0 };
  view.set({ peek: { open: { ...peek, ...output, recap, trouble, kept } } });
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

/** Shows why the record cannot be read; nothing else of it is read. */
function showProblem(view: ViewStore, session: Session): void {
  const state = view.store.getState();
  const peek = state.peek.open;
  const lines = unreadableLines(state.keys, session);
  if (peek && lines.join() !== peek.lines.join()) view.set({ peek: { open: { ...peek, lines } } });
}

/** Keeps the recap of this peek until the session was seen in another way, for example by attaching. */
function recapOf(world: World, { id, spec, userState }: Session, known: Recap | undefined): Recap {
  const since = userState.seenAt;
  if (known && known.since === since) return known;
  return { words: recapWords(readJournal(world.paths, id), since ?? spec.createdAt), since, at: world.now() };
}

/** Puts earlier output above the output that the person has begun to scroll through. */
export async function readBack(world: World, view: ViewStore): Promise<void> {
  const session = peekedSession(view);
  const place = session?.status.place;
  if (!place || isElsewhere(session) || keptScreen(world, session)) return;
  const history = (await world.backend.history({ place, id: session.id }, mostLines)) ?? [];
  const {
    peek: { open: peek },
    screen: { columns },
  } = view.store.getState();
  if (peek?.id !== session.id || !peek.held || peek.top === undefined) return;
  const back = withScrollback(history, peek.held, columns - 4);
  const { held, added } =
    back.added > 0 ? back : withEarlier(earlierWords(world, session, mostLines), peek.held, columns - 4);
  view.set({ peek: { open: { ...peek, held, top: peek.top + added } } });
}

function peekedSession(view: ViewStore): Session | undefined {
  const state = view.store.getState();
  return findSession(state.sessions, state.peek.open?.id);
}

function keptScreen(world: World, session: Session): readonly string[] | undefined {
  const kept = session.status.process === 'exited' ? lastScreen(world.paths, session.id) : undefined;
  return kept && outputOf(session, kept);
}

async function latestOutput(world: World, session: Session): Promise<readonly string[] | undefined> {
  if (isElsewhere(session)) return lastOutput(world, session);
  if (isQueued(session)) return pendingMessages(world.paths, session);
  const kept = keptScreen(world, session);
  const { status } = session;
  const place = status.place;
  if (kept) return kept;
  if (!place) return lastWordsKept(world, session, mostLines);
  const screen = (await world.backend.capture([{ id: session.id, place }])).get(session.id);
  const hasEnded = status.process === 'exited';
  if (screen && isBeforeAgent(session)) return outputOf(session, screen.lines);
  // Its server is gone.
  if (!screen && hasEnded) return lastWordsKept(world, session, mostLines);
  const lines = screen && (findAgent(session.spec.agent)?.outputLines?.(screen) ?? screen.lines);
  const isEmpty = lines?.every(line => line.trim() === '');
  return screen && isEmpty && isBare(session, screen) ? withoutDeadLine(screen.lines) : lines;
}

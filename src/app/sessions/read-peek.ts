import { type Recap, recapWords } from '../../core/journal/recap.ts';
import { isElsewhere } from '../../core/session/adopted.ts';
import type { Session } from '../../core/session/session.ts';
import type { SessionSource } from '../../core/source.ts';
import { linesBeyond, withEarlier, withScrollback } from '../../ui/peek/output/peek-output.ts';
import { unreadableLines } from '../../ui/peek/unreadable.ts';
import { findSession } from '../../ui/state/sessions.ts';
import type { ViewStore } from '../../ui/store.ts';

/** How many lines the peek reads back. */
const mostLines = 3000;

/** What a peek is read with. */
export interface PeekReader {
  readonly view: ViewStore;
  readonly source: SessionSource;
  /** ms since the epoch */
  readonly now: () => number;
}

/** Reads the latest output of the peeked session, while the peek is open. */
export async function readPeek({ view, source, now }: PeekReader): Promise<void> {
  const session = peekedSession(view);
  if (!session) return;
  if (session.unreadable !== undefined) return showProblem(view, session);
  const { lines, trouble, kept } = await source.screen(session);
  const known = view.store.getState().peek.open?.recap;
  const recap = isCurrent(known, session) ? known : await readRecap(source, session, now);
  const peek = view.store.getState().peek.open;
  // Another session may have been peeked while this one was read.
  if (peek?.id !== session.id) return;
  const isSame = !lines || lines.join('\n') === peek.lines.join('\n');
  if (isSame && recap === peek.recap && trouble === peek.trouble && kept === peek.kept) return;
  const output = isSame ? {} : { lines, fresh: peek.held ? linesBeyond(peek.held, lines) : 0 };
  view.set({ peek: { open: { ...peek, ...output, recap, trouble, kept } } });
}

/** Shows why the record cannot be read; nothing else of it is read. */
function showProblem(view: ViewStore, session: Session): void {
  const state = view.store.getState();
  const peek = state.peek.open;
  const lines = unreadableLines(state.keys, session);
  if (peek && lines.join() !== peek.lines.join()) view.set({ peek: { open: { ...peek, lines } } });
}

/** The recap of a peek stays until the session was seen in another way, for example by attaching. */
function isCurrent(known: Recap | undefined, { userState }: Session): known is Recap {
  return known !== undefined && known.since === userState.seenAt;
}

async function readRecap(source: SessionSource, session: Session, now: PeekReader['now']): Promise<Recap> {
  const since = session.userState.seenAt;
  const journal = await source.journal(session);
  return { words: recapWords(journal, since ?? session.spec.createdAt), since, at: now() };
}

/** Puts earlier output above the output that the person has begun to scroll through. */
export async function readBack({ view, source }: Pick<PeekReader, 'view' | 'source'>): Promise<void> {
  const session = peekedSession(view);
  if (!session?.status.place || isElsewhere(session)) return;
  const { lines, from } = await source.history(session, mostLines);
  // All that was kept stands there already.
  if (from === 'kept') return;
  const {
    peek: { open: peek },
    screen: { columns },
  } = view.store.getState();
  if (peek?.id !== session.id || !peek.held) return;
  const back = withScrollback(from === 'terminal' ? lines : [], peek.held, columns - 4);
  const { held, added } =
    back.added > 0
      ? back
      : withEarlier(await source.conversation(session, mostLines), peek.held, columns - 4);
  const after = view.store.getState().peek.open;
  if (after?.held !== peek.held || after.top === undefined) return;
  view.set({ peek: { open: { ...after, held, top: after.top + added } } });
}

function peekedSession(view: ViewStore): Session | undefined {
  const state = view.store.getState();
  return findSession(state.sessions, state.peek.open?.id);
}

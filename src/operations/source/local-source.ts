import { lackOf } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';
import type { Output, RecordSource, SessionSource } from '../../core/source.ts';
import { readJournal } from '../../system/store/history/journal-file.ts';
import { lastScreen } from '../../system/store/history/last-screen.ts';
import type { World } from '../context/plain-world.ts';
import { earlierWords, lastOutput, lastWordsKept } from '../screen/last-output.ts';
import { recordSource } from './record-source.ts';
import { waysBack } from './ways-back.ts';

/** The sessions of this machine, with what stands in their terminals. */
export function localSource(world: World, records: RecordSource = recordSource(world.paths)): SessionSource {
  return {
    ...records,
    // It needs the rules of every agent, 5 ms.
    screen: async session => (await import('./local-screen.ts')).screenOf(world, session),
    history: (session, lines) => historyOf(world, session, lines),
    conversation: async (session, lines) => earlierWords(world, session, lines),
    journal: async ({ id }) => readJournal(world.paths, id),
    wayBack: waysBack(world.backend),
  };
}

async function historyOf(world: World, session: Session, most: number): Promise<Output> {
  const { id, status } = session;
  const { place } = status;
  const kept = status.process === 'exited' ? lastScreen(world.paths, id) : undefined;
  if (kept) return { from: 'kept', lines: kept.slice(-most) };
  if (!place) return { from: 'records', lines: lastOutput(world, session).slice(-most) };
  const lines = await world.backend.history({ place, id }, most);
  const isKept = world.backend.can.scrollback?.isKept(place) ?? false;
  return lines
    ? { from: 'terminal', lines, ...(!isKept && { lack: lackOf(place.backend, 'scrollback') }) }
    : { from: 'records', lines: lastWordsKept(world, session, most) };
}

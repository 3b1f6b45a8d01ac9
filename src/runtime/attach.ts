import { attachWords, recapWords } from '../core/peek/recap.ts';
import { howToMove, isElsewhere } from '../core/sessions/adopted.ts';
import { isQueued } from '../core/sessions/queue.ts';
import type { Session } from '../core/sessions/session.ts';
import { displayName } from '../core/view/view-state.ts';
import type { Port } from '../runtime.ts';
import { nudge } from '../system/files/watch.ts';
import { readJournal } from '../system/records/journal-file.ts';
import { writeMarks } from '../system/records/marks.ts';
import { relaunch } from './relaunch.ts';
import type { World } from './world.ts';

/** Gives the terminal to a session; one that has ended is started again first. Throws a sentence. */
export async function attachTo(world: World, session: Session, port: Port): Promise<void> {
  const name = displayName(session);
  const { id, spec } = session;
  if (isElsewhere(session)) throw new Error(howToMove(name, session));
  const place = await placeToShow(world, session, port);
  if (!place) throw new Error(`${name} has no terminal. Its record is kept; agents logs ${id}`);
  const isAdopted = spec.kind === 'adopted';
  const look = isAdopted
    ? world.backend.showCommand(place)
    : world.backend.attachCommand(place, wordsFor(world, session));
  const { argv, environment, wayBack } = look;
  if (wayBack) port.notice(wayBack, 'muted');
  writeMarks(world.paths, id, { seenAt: world.now() });
  await port.attach(argv, environment);
  markSeen(world, id);
  nudge(world.paths, 'wake');
}

/** What happened while nobody looked; in a dialog, where ← does nothing, at least how to come back. */
function wordsFor(world: World, { id, spec, marks, conclusion }: Session): string | undefined {
  const since = marks.seenAt ?? spec.createdAt;
  const recap = recapWords(readJournal(world.paths, id), since);
  const isInDialog = conclusion.question !== undefined && conclusion.question.kind !== 'prose';
  return recap || isInDialog ? attachWords(recap, { since, now: world.now() }) : undefined;
}

/** Where it stands now, asked of tmux itself: ids begin anew with each server. A dead shell job shows its last screen. */
async function placeToShow(world: World, session: Session, port: Port) {
  const { id, spec, conclusion } = session;
  const find = async () => {
    const { panes } = await world.backend.list(conclusion.tmux?.socket);
    return panes.find(candidate => candidate.id === id);
  };
  const pane = await find();
  const isWaiting = isQueued(session);
  if ((spec.kind !== 'background' && !isWaiting) || (pane && !pane.dead))
    return pane && world.backend.placeOf(pane);
  port.notice(`Starting ${displayName(session)}${isWaiting ? '' : ' again'}…`, 'muted');
  await relaunch(world, id);
  const again = await find();
  return again && world.backend.placeOf(again);
}

/** It may have been removed while somebody was attached. */
function markSeen(world: World, id: string): void {
  try {
    writeMarks(world.paths, id, { seenAt: world.now() });
  } catch {
    // Nobody needs to know when a session that is gone was last seen.
  }
}

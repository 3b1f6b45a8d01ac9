import { setTimeout as wait } from 'node:timers/promises';
import { type AttachCommand, type Listed, required } from '../../backends/backend.ts';
import { attachWords, recapWords } from '../../core/journal/recap.ts';
import { isQueued } from '../../core/queue/queue.ts';
import type { Place } from '../../core/screen/place.ts';
import { howToMove, isElsewhere } from '../../core/session/adopted.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { isWithin } from '../../system/machine/clock-jump.ts';
import { readJournal } from '../../system/store/history/journal-file.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/world.ts';
import { startFailure } from '../dispatch/start-failure.ts';
import type { Port } from '../port.ts';
import { attachToJob } from './claude-job.ts';
import { restart } from './restart.ts';

/** Gives the terminal to a session; one that has ended is started again first. Throws a sentence. */
export async function attachTo(world: World, session: Session, port: Port): Promise<void> {
  const name = displayName(session);
  const { id, spec, status } = session;
  if (status.claudeJob !== undefined) {
    markSeen(world, id);
    await attachToJob(world, { name, job: status.claudeJob }, port);
    markSeen(world, id);
    return nudge(world.paths, 'wake');
  }
  if (isElsewhere(session)) throw new Error(howToMove(name, session));
  const pane = await paneToShow(world, session, port);
  if (!pane) throw new Error(`${name} has no terminal. Its record is kept; agents logs ${id}`);
  const { place } = pane;
  const isAdopted = spec.kind === 'adopted';
  const look = isAdopted
    ? await showCommand(world, place)
    : world.backend.attachCommand(place, wordsFor(world, session));
  const { argv, environment, wayBack, show } = look;
  await show?.();
  if (wayBack) port.notice(wayBack, 'muted');
  markSeen(world, id);
  if (show) return;
  await port.attach(argv, environment);
  markSeen(world, id);
  nudge(world.paths, 'wake');
}

async function showCommand({ backend }: World, place: Place): Promise<AttachCommand> {
  const adopts = required(backend, 'adopts');
  return adopts.showCommand(place, await adopts.wayBack(place).catch(() => undefined));
}

/** What happened since the session was seen; in a dialog, where ← does nothing, how to come back. */
function wordsFor(world: World, { id, spec, userState, status }: Session): string | undefined {
  const since = userState.seenAt ?? spec.createdAt;
  const recap = recapWords(readJournal(world.paths, id), since);
  const isInDialog = status.question !== undefined && status.question.kind !== 'prose';
  return recap || isInDialog ? attachWords(recap, { since, now: world.now() }) : undefined;
}

/** Its place now, asked of the backend: ids restart with each server. An ended shell job shows its last screen. */
async function paneToShow(world: World, session: Session, port: Port): Promise<Listed | undefined> {
  const { spec } = session;
  const pane = await findPane(world, session);
  const isWaiting = isQueued(session);
  if ((spec.kind !== 'background' && !isWaiting) || (pane && !pane.dead)) {
    const isNew = isWithin(drawLimitMs, spec.createdAt, world.now());
    return spec.kind === 'background' && isNew ? drawnPane(world, session, port, 0) : pane;
  }
  port.waiting(`Starting ${displayName(session)}${isWaiting ? '' : ' again'}…`);
  const startedAt = performance.now();
  await restart(world, session.id, port.terminalSize());
  if (spec.kind !== 'background') return findPane(world, session);
  const drawn = await drawnPane(world, session, port, noticeEveryMs);
  const failure = drawn?.dead ? await startFailure(world, session, startedAt) : undefined;
  if (failure !== undefined) throw new Error(failure);
  return drawn;
}

async function findPane(world: World, { id, status }: Session): Promise<Listed | undefined> {
  const { panes } = await world.backend.list(status.place);
  return panes.find(candidate => candidate.id === id);
}

/** An agent that resumes a long conversation can take seconds; after this long its empty screen is shown. */
const drawLimitMs = 10_000;
const noticeEveryMs = 4000;

/** Waits until the program has drawn something or ended: an empty screen shows nothing. */
async function drawnPane(
  world: World,
  session: Session,
  port: Port,
  noticeAfterMs: number,
): Promise<Listed | undefined> {
  const startedAt = performance.now();
  for (let noticeAt = noticeAfterMs; ; await wait(40)) {
    const pane = await findPane(world, session);
    if (!pane || pane.dead) return pane;
    const screen = (await world.backend.capture([pane])).get(pane.id);
    const waitedMs = performance.now() - startedAt;
    if (screen?.lines.some(line => line.trim() !== '') || waitedMs > drawLimitMs) return pane;
    if (waitedMs < noticeAt) continue;
    port.waiting(`Waiting for the screen of ${displayName(session)}; what you type goes to it.`);
    noticeAt += noticeEveryMs;
  }
}

/** Never throws: the session may have been removed while a person was attached, and the disk may be full. */
function markSeen(world: World, id: string): void {
  try {
    writeUserState(world.paths, id, { seenAt: world.now() });
  } catch {
    // The record only informs: a failure changes nothing.
  }
}

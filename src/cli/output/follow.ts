import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../../core/session/session.ts';
import { addedLines, shiftBetween } from '../../core/text/follow-lines.ts';
import { safeJson } from '../../core/text/safe-output.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { World } from '../../operations/context/plain-world.ts';
import { lastOutput } from '../../operations/screen/last-output.ts';
import { lastScreen } from '../../system/store/history/last-screen.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import type { Shell } from '../verb.ts';
import { agentOutput } from './plain-output.ts';
import { untilInterrupted } from './until-interrupted.ts';

const pollMs = 250;
/** A job that prints more than this between two looks is read back further. */
const usualLines = 2000;
const mostLines = 50_000;

interface Request {
  readonly count: number;
  /** A line of JSON for each, with the session's id. */
  readonly json: boolean;
}

/**
 * Prints the last `count` lines of a session and what it adds to them, until it ends. The last line waits until it has
 * stood through two looks, as one that is still being written would come in pieces.
 */
export async function follow(
  { shell, world }: { readonly shell: Shell; readonly world: World },
  { id }: Session,
  { count, json }: Request,
): Promise<number> {
  const print = (lines: readonly string[]) => {
    const texts = json ? lines.map(line => safeJson({ id, line })) : lines;
    if (lines.length > 0) shell.output.write(`${texts.join('\n')}\n`);
  };
  // Later it waits for a server that does not answer; at first nobody would know what it waits for.
  await requireAnswer(world, id);
  let printed: readonly string[] | undefined;
  let seen: readonly string[] = [];
  let isOver = false;
  void untilInterrupted().then(() => {
    isOver = true;
  });
  for (;;) {
    const session = readSession(world.paths, id);
    if (isBadJob(session)) return 0;
    const hasEnded = session.status.process === 'exited';
    const now = await output(world, session, printed ?? []);
    const settled = hasEnded ? now : settledLines(seen, now);
    print(printed ? addedLines(printed, settled) : settled.slice(-count));
    // Of a screen that was drawn again, all of it counts as printed.
    if (settled.length > 0) printed = settled;
    seen = now;
    if (hasEnded || isOver) return 0;
    await wait(pollMs);
  }
}

async function requireAnswer(world: World, id: string): Promise<void> {
  const session = readSession(world.paths, id);
  if (isBadJob(session) || session.status.process === 'exited' || !session.status.place) return;
  await world.backend.list(session.status.place);
}

/** A full-screen program draws over what stood there: of it only lines that stay are output. */
function settledLines(before: readonly string[], now: readonly string[]): readonly string[] {
  if (now.length === 0 || before.join('\n') === now.join('\n')) return now;
  if (shiftBetween(before.slice(0, -1), now) !== undefined) return now.slice(0, -1);
  const known = new Set(before);
  return now.filter(line => known.has(line));
}

async function output(
  world: World,
  session: Session,
  printed: readonly string[],
): Promise<readonly string[]> {
  const { status, spec } = session;
  const kept = status.process === 'exited' ? lastScreen(world.paths, session.id) : undefined;
  if (kept) return agentOutput(session, kept);
  if (!status.place) return lastOutput(world, session).map(line => safeText(line));
  const place = status.place;
  const read = async (lines: number) => {
    const history = world.backend.history({ place, id: session.id }, lines);
    return (await history.catch(() => printed)) ?? printed;
  };
  const lines = await agentOutput(session, await read(usualLines));
  if (spec.kind !== 'exec') return lines;
  const joins = lines.length < usualLines || shiftBetween(printed.slice(-usualLines), lines) !== undefined;
  return joins ? lines : read(mostLines);
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../../core/session/session.ts';
import type { Output, SessionSource } from '../../core/source.ts';
import { addedLines, shiftBetween } from '../../core/text/follow-lines.ts';
import { safeJson } from '../../core/text/safe-output.ts';
import { safeText } from '../../core/text/safe-text.ts';
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
  { shell, source }: { readonly shell: Shell; readonly source: SessionSource },
  { id }: Session,
  { count, json }: Request,
): Promise<number> {
  const print = (lines: readonly string[]) => {
    const texts = json ? lines.map(line => safeJson({ id, line })) : lines;
    if (lines.length > 0) shell.output.write(`${texts.join('\n')}\n`);
  };
  // Later it waits for a server that does not answer; at first nobody would know what it waits for.
  await requireAnswer(source, id);
  let printed: readonly string[] | undefined;
  let seen: readonly string[] = [];
  let isOver = false;
  void untilInterrupted().then(() => {
    isOver = true;
  });
  for (;;) {
    const session = source.session(id);
    if (!session) return 0;
    const hasEnded = session.status.process === 'exited';
    const now = await output(source, session, printed ?? []);
    const settled = hasEnded ? now : settledLines(seen, now);
    print(printed ? addedLines(printed, settled) : settled.slice(-count));
    // Of a screen that was drawn again, all of it counts as printed.
    if (settled.length > 0) printed = settled;
    seen = now;
    if (hasEnded || isOver) return 0;
    await wait(pollMs);
  }
}

async function requireAnswer(source: SessionSource, id: string): Promise<void> {
  const session = source.session(id);
  if (session && session.status.process !== 'exited') await source.history(session, 1);
}

/** A full-screen program draws over what stood there: of it only lines that stay are output. */
function settledLines(before: readonly string[], now: readonly string[]): readonly string[] {
  if (now.length === 0 || before.join('\n') === now.join('\n')) return now;
  if (shiftBetween(before.slice(0, -1), now) !== undefined) return now.slice(0, -1);
  const known = new Set(before);
  return now.filter(line => known.has(line));
}

async function output(
  source: SessionSource,
  session: Session,
  printed: readonly string[],
): Promise<readonly string[]> {
  const { status, spec } = session;
  const read = async (lines: number): Promise<Output> => {
    const found = await source.history(session, lines).catch(() => undefined);
    // What cannot be seen just now stands as it was.
    const isGone = !found || (found.from === 'records' && status.place !== undefined);
    return isGone ? { from: 'terminal', lines: printed } : found;
  };
  const { lines: found, from } = await read(usualLines);
  if (from === 'records') return found.map(line => safeText(line));
  const lines = await agentOutput(session, found);
  if (from === 'kept' || spec.kind !== 'exec') return lines;
  const joins = lines.length < usualLines || shiftBetween(printed.slice(-usualLines), lines) !== undefined;
  return joins ? lines : (await read(mostLines)).lines;
}

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { cleanLabel } from '../../core/text/terminal-text.ts';
import type { ProcessTable } from '../../system/processes/process-table.ts';
import type { Listed } from '../backend.ts';
import { type Progress, readProgress, readQuestion, type TaggedPane } from './pane-records.ts';
import type { Pane } from './panes.ts';
import { backendName, type ItermPlace } from './place.ts';

/** A pane with all that is known of it. */
export interface KnownPane {
  readonly tag: TaggedPane;
  readonly fact: Listed;
  /** Pid of the script that leads the pane's terminal, while it runs. */
  readonly leader: number | undefined;
  /** Of the session's program, while it runs. */
  readonly program: number | undefined;
}

/**
 * What a pane and its processes tell of a session. `pane` is what iTerm2 told last; without it a session is there as long as
 * a process of it is. Undefined when nothing is left. What nothing tells is left out, or -1: cursor, and who looks.
 */
export function knownPane(
  tag: TaggedPane,
  {
    pane,
    table,
    now,
  }: { readonly pane: Pane | undefined; readonly table: ProcessTable; readonly now: number },
): KnownPane | undefined {
  const progress = readProgress(tag);
  const isRunning = progress.exitCode === undefined && isOfPane(progress.pid, { tag, progress, table });
  const hasScript = isOfPane(progress.leader, { tag, progress, table });
  if (!pane && !isRunning && !hasScript) return undefined;
  // The script is about to write down how it ended.
  const isEnding = hasScript && progress.exitCode === undefined;
  const dead = progress.pid !== undefined && !isRunning && !isEnding;
  const place: ItermPlace = { backend: backendName, pane: tag.pane };
  return {
    tag,
    leader: hasScript ? progress.leader : undefined,
    program: isRunning ? progress.pid : undefined,
    fact: {
      ...{ id: tag.id, place, name: tag.name, notedName: tag.name },
      ...{ pid: progress.pid ?? 0, dead },
      ...(progress.exitCode !== undefined && { exitCode: progress.exitCode }),
      command: commandOf(progress.pid, table),
      ...{ cursorX: -1, cursorY: -1, width: pane?.columns ?? 80, height: pane?.rows ?? 24 },
      ...{ inMode: false, attached: 0, questionNumber: readQuestion(tag) },
      activityAt: progress.endedAt ?? activityOf(pane, tag, now),
    },
  };
}

interface Whose {
  readonly tag: TaggedPane;
  readonly progress: Progress;
  readonly table: ProcessTable;
}

/** As good as systems tell when a process started. */
const roundedMs = 2000;

/** A pid is used again, but not for a process that was there when the script wrote it down. */
function isOfPane(pid: number | undefined, { tag, progress, table }: Whose): boolean {
  const startedAt = pid === undefined ? undefined : table.of(pid)?.startedAt;
  if (startedAt === undefined) return false;
  const latest = (progress.begunAt ?? Number.POSITIVE_INFINITY) + roundedMs;
  return startedAt >= tag.since - roundedMs && startedAt <= latest;
}

/** What has the keys of its terminal now. */
function commandOf(pid: number | undefined, table: ProcessTable): string {
  const { foreground = 0, name = '' } = (pid === undefined ? undefined : table.of(pid)) ?? {};
  const front = foreground > 0 ? table.of(foreground) : undefined;
  const told = front?.name || basename(table.wordsOf(front?.pid ?? pid ?? 0)[0] ?? '') || name;
  return cleanLabel(told, 64);
}

/** Linux writes down in steps of this length when a terminal was written to. */
const stepMs = 8000;
/** Where a terminal's time does not tell, it is looked at so often. */
const blindMs = 5000;

/**
 * iTerm2 does not tell when a pane had output; the time of its terminal's device does, in steps. Within a step there may
 * have been more: then it counts as active now, in seconds.
 */
function activityOf(pane: Pane | undefined, { since }: TaggedPane, now: number): number {
  const writtenAt = pane?.tty === undefined ? 0 : writtenTo(pane.tty);
  if (writtenAt < since - stepMs) return Math.floor(now / blindMs) * blindMs;
  return now - writtenAt <= stepMs + 1000 ? Math.floor(now / 1000) * 1000 : writtenAt;
}

function writtenTo(tty: string): number {
  try {
    return statSync(tty).mtimeMs;
  } catch {
    return 0;
  }
}

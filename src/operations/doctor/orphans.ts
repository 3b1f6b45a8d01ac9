import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Listed, Started } from '../../backends/backend.ts';
import { type Finding, note, ok } from '../../core/doctor/finding.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Paths } from '../../system/files/paths.ts';
import { readRecordedIds } from '../../system/store/job/recorded-ids.ts';
import type { World } from '../context/plain-world.ts';

export async function checkOrphans({ backend, paths }: World): Promise<readonly Finding[]> {
  // What fails there is told where tmux itself is examined.
  const started = await backend.can.origins?.started().catch(() => undefined);
  if (!started) return [];
  const orphans = withoutRecord(paths, started);
  return [orphans.length === 0 ? ok('orphans', 'every session in tmux has its record') : told(orphans)];
}

const mostNamed = 5;

function told(orphans: readonly Listed[]): Finding {
  const names = orphans.slice(0, mostNamed).map(orphanWords);
  const more = orphans.length > mostNamed ? ` and ${orphans.length - mostNamed} more` : '';
  const some =
    orphans.length === 1
      ? 'a session is in tmux that no record knows'
      : 'sessions are in tmux that no record knows';
  return note('orphans', {
    code: 'orphans',
    says: `${orphans.length === 1 ? some : `${orphans.length} ${some}`}: ${names.join(', ')}${more}`,
    advice: 'agents doctor --fix names them, and ends them when you say so',
  });
}

/** For people: its id, the name that tmux has for it, and what runs in it. */
export function orphanWords({ id, name = '', dead, command }: Listed): string {
  const runs = dead ? 'has ended' : `runs ${safeText(command)}`;
  return `${id} (${[safeText(name), runs].filter(Boolean).join(', ')})`;
}

/**
 * The sessions in tmux that were started from this state directory and of which nothing is left in it. Terminals come
 * first, since a session is on record before it has one. Throws a sentence where it cannot be told.
 */
export async function findOrphans({ backend, paths }: World): Promise<readonly Listed[]> {
  return withoutRecord(paths, (await backend.can.origins?.started()) ?? []);
}

function withoutRecord(paths: Paths, started: readonly Started[]): readonly Listed[] {
  const own = started.filter(one => isFromHere(paths, one));
  if (own.length === 0) return [];
  const isOnRecord = readRecordedIds(paths);
  return own.map(({ pane }) => pane).filter(({ id }) => !isOnRecord(id));
}

/**
 * Ends one with all its processes, unless it has got a record since it was found. Throws a sentence.
 */
export async function endOrphan(world: World, { id, place }: Listed): Promise<'ended' | 'kept'> {
  const isStill = (await findOrphans(world)).some(
    orphan => orphan.id === id && JSON.stringify(orphan.place) === JSON.stringify(place),
  );
  if (!isStill) return 'kept';
  await world.backend.end({ id, place });
  return 'ended';
}

/** Started with the `launch.sh` of a job directory of this state directory, by whichever name: nobody else does that. */
function isFromHere(paths: Paths, { pane, argv: [program, script = '', ...more] }: Started): boolean {
  if (program !== '/bin/sh' || more.length > 0 || basename(script) !== 'launch.sh') return false;
  const directory = dirname(script);
  if (basename(directory) !== pane.id) return false;
  const jobs = dirname(directory);
  return jobs === paths.jobs || (basename(jobs) === 'jobs' && isSame(dirname(jobs), paths.home));
}

function isSame(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}

import type { FoundPull } from '../../core/pulls/find-pulls.ts';
import type { PullRequest } from '../../core/pulls/pulls.ts';
import { type PullRef, type PullsRecord, pullKey } from '../../core/pulls/pulls.ts';
import { isSame } from '../../core/text/same.ts';
import type { Paths } from '../../system/files/paths.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { writePulls } from '../../system/store/job/pulls-file.ts';
import { readPulls } from '../../system/store/job/read-session.ts';
import { nudge } from '../../system/watch/watch.ts';

/** More than one session works on; the oldest stay. */
const most = 20;

/** The pull requests of every session, in memory and in `pulls.json`. */
export interface PullsStore {
  readonly of: (id: string) => readonly PullRequest[];
  /** True for one that is on record, also as a mere mention. */
  readonly knows: (id: string, ref: PullRef) => boolean;
  /** Records new ones at once: the event that told of one is not told again. */
  readonly add: (id: string, found: readonly FoundPull[]) => void;
  readonly replace: (id: string, pulls: readonly PullRequest[], mentions?: readonly PullRequest[]) => void;
  readonly forgetAllBut: (ids: ReadonlySet<string>) => void;
}

export function pullsStore(paths: Paths): PullsStore {
  const records = new Map<string, PullsRecord>();
  const recordOf = (id: string) => {
    const record = records.get(id) ?? readPulls(jobDirectory(paths, id));
    records.set(id, record);
    return record;
  };
  const put = (id: string, record: PullsRecord, durable: boolean) => {
    if (isSame(records.get(id), record)) return;
    records.set(id, record);
    writePulls(paths, id, record, durable);
    nudge(paths, 'changed');
  };
  const knows = (id: string, ref: PullRef) => {
    const { pulls, mentions } = recordOf(id);
    const key = pullKey(ref);
    return mentions.includes(key) || pulls.some(pull => pullKey(pull) === key);
  };
  return {
    of: id => recordOf(id).pulls,
    knows,
    add: (id, found) => {
      const record = recordOf(id);
      const known = new Map(record.pulls.map(pull => [pullKey(pull), pull]));
      for (const { ref, foundIn } of found) {
        const before = known.get(pullKey(ref));
        // Opened or asked for after all: no mention any more.
        if (!before) known.set(pullKey(ref), { ...ref, foundIn, state: 'unknown' });
        else if (before.foundIn === 'text') known.set(pullKey(ref), { ...before, foundIn });
      }
      const mentions = record.mentions.filter(key => !known.has(key));
      put(id, { version: 1, pulls: [...known.values()].slice(0, most), mentions }, true);
    },
    replace: (id, pulls, mentions = []) => {
      const record = recordOf(id);
      const keys = new Set([...record.mentions, ...mentions.map(pullKey)]);
      put(id, { version: 1, pulls: pulls.slice(0, most), mentions: [...keys] }, false);
    },
    forgetAllBut: ids => {
      for (const id of records.keys()) if (!ids.has(id)) records.delete(id);
    },
  };
}

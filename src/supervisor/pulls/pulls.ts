import { pullsInEvents, pullsInText, pullsOnScreen } from '../../core/pulls/find-pulls.ts';
import { type PullRef, pullKey } from '../../core/pulls/pulls.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { type BranchFacts, branchFacts } from '../../system/git/github/remote-branch.ts';
import { log } from '../../system/log/log.ts';
import { changedWithin } from '../../system/watch/watch.ts';
import type { Observed } from '../poll-result.ts';
import { askAll, emptyAsking, type SteadyClock, steadyClock } from './pulls-asking.ts';
import { type Candidate, hasWorked, isOwnRepository } from './pulls-demand.ts';
import { type PullsStore, pullsStore } from './pulls-store.ts';

export interface PullsWatch {
  /** Records what a poll saw; quick, since the poll waits for it. */
  readonly see: (sight: Observed) => void;
  /** Goes on with what is due, unless it still does; returns at once. */
  readonly go: (sessions: readonly Session[]) => void;
}

/** Two passes are at least this far apart: each looks at the files of every repository. */
const leastGapMs = 2000;
/** A directory in no repository may become one; git is asked again after this. */
const noneMs = 60_000;
/** A view touches its file at least every four seconds while it is open. */
const watchedMs = 10_000;

/** Finds the pull requests of sessions and keeps their states up to date, without delaying the polls. */
export function watchPulls(world: World, steadyNow: SteadyClock = steadyClock): PullsWatch {
  const store = pullsStore(world.paths);
  const asking = emptyAsking();
  const seen = new Set<string>();
  const said = new Map<string, Map<string, PullRef>>();
  const facts = new Map<string, BranchFacts>();
  const none = new Map<string, number>();
  let isGoing = false;
  let wentAt = 0;

  const pass = async (sessions: readonly Session[]) => {
    const relevant = sessions.filter(session => hasWorked(session) || said.has(session.id));
    const directories = [...new Set(relevant.map(({ spec }) => spec.cwd))];
    const known = new Map(
      await Promise.all(directories.map(async path => [path, await factsOf(path)] as const)),
    );
    const candidates: Candidate[] = sessions.map(session => {
      takeOwn(session, known.get(session.spec.cwd));
      return { session, pulls: store.of(session.id), facts: known.get(session.spec.cwd) };
    });
    const ids = new Set(sessions.map(({ id }) => id));
    store.forgetAllBut(ids);
    for (const id of seen) if (!ids.has(id)) seen.delete(id);
    for (const map of [facts, none]) for (const path of map.keys()) if (!known.has(path)) map.delete(path);
    const isWatched = changedWithin(world.paths.viewed, watchedMs);
    await askAll({ world, store, asking, candidates, isWatched, steadyNow });
  };
  const factsOf = async (path: string) => {
    const now = steadyNow();
    if (now - (none.get(path) ?? Number.NEGATIVE_INFINITY) < noneMs) return undefined;
    const read = await branchFacts(path, facts.get(path));
    if (read) facts.set(path, read);
    else {
      facts.delete(path);
      none.set(path, now);
    }
    return read;
  };
  /** What was only said counts when it is of the session's own repository. */
  const takeOwn = ({ id }: Session, own: BranchFacts | undefined) => {
    const refs = [...(said.get(id)?.values() ?? [])];
    said.delete(id);
    const taken = refs.filter(ref => isOwnRepository(ref, own) && !store.knows(id, ref));
    if (taken.length > 0)
      store.add(
        id,
        taken.map(ref => ({ ref, foundIn: 'text' as const })),
      );
  };
  return {
    see: sight => see({ store, seen, said }, sight),
    go: sessions => {
      const now = steadyNow();
      if (isGoing || now - wentAt < leastGapMs || sessions.length === 0) return;
      isGoing = true;
      wentAt = now;
      pass(sessions)
        .catch(error => log(world.paths, `pull requests: ${String(error)}`))
        .finally(() => {
          isGoing = false;
        });
    },
  };
}

interface Finds {
  readonly store: PullsStore;
  /** Sessions whose first prompt was read. */
  readonly seen: Set<string>;
  /** What stood in their words, by session and key. */
  readonly said: Map<string, Map<string, PullRef>>;
}

function see({ store, seen, said }: Finds, { session, events, screen }: Observed): void {
  const { id, spec } = session;
  const prompt = seen.has(id) ? [] : pullsInText(spec.firstLine);
  seen.add(id);
  if (events.length === 0 && !screen && prompt.length === 0) return;
  const found = [
    ...prompt.map(ref => ({ ref, foundIn: 'prompt' as const })),
    ...pullsInEvents(events),
    ...pullsOnScreen(screen?.lines ?? [], screen?.width ?? 0).map(ref => ({ ref, foundIn: 'text' as const })),
  ];
  const sure = found.filter(({ foundIn }) => foundIn !== 'text');
  if (sure.length > 0) store.add(id, sure);
  for (const { ref } of found) {
    if (store.knows(id, ref)) continue;
    const refs = said.get(id) ?? new Map<string, PullRef>();
    said.set(id, refs.set(pullKey(ref), ref));
  }
}

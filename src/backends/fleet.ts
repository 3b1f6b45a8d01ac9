import type { PaneFact, Screen } from '../core/observe/screen.ts';
import type { TmuxPlace } from '../core/sessions/session.ts';
import type { Backend, Listing } from './backend.ts';
import { tmuxBackend } from './tmux.ts';

/** A server of the person's costs one invocation, so it is asked less often than our own. */
const leastGapMs = 1900;
/** One that fails is left alone for a while: it may be stopped, and each question to it would hang. */
const pauseMs = 30_000;

/**
 * Our own server and those of the person's as one backend: sessions start on our own, everything else goes to the
 * server where the session lives. `sockets` names the person's servers that run now; none is ever started.
 */
export function fleet(own: Backend, sockets: () => readonly string[]): Backend {
  const others = new Map<string, Backend>();
  const at = (socket: string | undefined) => {
    if (socket === undefined || socket === own.socket) return own;
    const known = others.get(socket) ?? tmuxBackend({ socket });
    others.set(socket, known);
    return known;
  };
  const theirs = makeListings(at, sockets);
  return {
    ...own,
    list: async socket => {
      if (socket !== undefined) return at(socket).list();
      const [mine, rest] = await Promise.all([own.list(), theirs()]);
      if (rest.length === 0) return mine;
      const all = [mine, ...rest];
      return {
        server: mine.server,
        panes: all.flatMap(({ panes }) => panes),
        strangers: all.flatMap(({ strangers }) => strangers),
      };
    },
    capture: async panes => {
      const groups = grouped(panes, pane => at(pane.socket));
      const none: ReadonlyMap<string, Screen> = new Map();
      const screens = await Promise.all(
        groups.map(([backend, each]) => spared(backend === own, backend.capture(each), none)),
      );
      return new Map<string, Screen>(screens.flatMap(found => [...found]));
    },
    placeOf: pane => at(pane.socket).placeOf(pane),
    history: (target, lines) => at(target.place.socket).history(target, lines),
    deliver: (target, steps, gapMs) => at(target.place.socket).deliver(target, steps, gapMs),
    numberQuestions: numbers =>
      toEach(numbers, at, (backend, each) =>
        spared(backend === own, backend.numberQuestions(each), undefined),
      ),
    tag: tags => toEach(tags, at, (backend, each) => spared(backend === own, backend.tag(each), undefined)),
    rename: (target, slug) => at(target.place.socket).rename(target, slug),
    noteNames: targets =>
      toEach(targets, at, (backend, each) => spared(backend === own, backend.noteNames(each), undefined)),
    attachCommand: (place, say) => at(place.socket).attachCommand(place, say),
    showCommand: (place, keys) => at(place.socket).showCommand(place, keys),
    wayBack: place => at(place.socket).wayBack(place),
    stop: target => at(target.place.socket).stop(target),
    end: target => at(target.place.socket).end(target),
    clear: target => at(target.place.socket).clear(target),
  };
}

/** What fails on a server of the person's must not keep our own sessions from being looked after. */
function spared<T>(isOwn: boolean, work: Promise<T>, otherwise: T): Promise<T> {
  return isOwn ? work : work.catch(() => otherwise);
}

type At = (socket: string | undefined) => Backend;

/** The listings of the person's servers, each as it was at most 2 s ago. One that does not answer is as it was. */
function makeListings(at: At, sockets: () => readonly string[]): () => Promise<readonly Listing[]> {
  let last = new Map<string, Listing>();
  let askedAt = Number.NEGATIVE_INFINITY;
  const pausedUntil = new Map<string, number>();
  const ask = async (socket: string, now: number): Promise<Listing | undefined> => {
    const known = last.get(socket);
    if ((pausedUntil.get(socket) ?? 0) > now) return known;
    try {
      return await at(socket).list();
    } catch {
      pausedUntil.set(socket, performance.now() + pauseMs);
      return known;
    }
  };
  return async () => {
    const now = performance.now();
    if (now - askedAt < leastGapMs) return [...last.values()];
    askedAt = now;
    const answers = sockets().map(async socket => {
      const listing = await ask(socket, now);
      return listing ? [[socket, listing] as const] : [];
    });
    last = new Map((await Promise.all(answers)).flat());
    return [...last.values()];
  };
}

async function toEach<Item extends { readonly place: TmuxPlace }>(
  items: readonly Item[],
  at: At,
  act: (backend: Backend, items: readonly Item[]) => Promise<void>,
): Promise<void> {
  await Promise.all(
    grouped(items, item => at(item.place.socket)).map(([backend, each]) => act(backend, each)),
  );
}

function grouped<Item extends { readonly place: TmuxPlace } | Pick<PaneFact, 'socket'>>(
  items: readonly Item[],
  backendOf: (item: Item) => Backend,
): readonly (readonly [Backend, readonly Item[]])[] {
  const groups = new Map<Backend, Item[]>();
  for (const item of items) {
    const backend = backendOf(item);
    groups.set(backend, [...(groups.get(backend) ?? []), item]);
  }
  return [...groups];
}

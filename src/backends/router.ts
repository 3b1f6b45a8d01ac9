import type { PaneFact, Screen } from '../core/screen/screen.ts';
import type { TmuxPlace } from '../core/session/session.ts';
import { TmuxTimeout, TmuxUnreachable } from '../tmux/client.ts';
import type { Backend, Listing, Silent } from './backend.ts';
import { tmuxBackend } from './tmux/tmux.ts';

/** A server of the person's costs one invocation, so it is asked less often than our own. */
const leastGapMs = 1900;
/** One that fails is left alone for a while: it may be stopped, and each question to it would hang. */
const pauseMs = 5000;
/** One that takes longer is not waited for: its answer is for the next listing. */
const othersMs = 400;

/**
 * Our own server and those of the person's as one backend: sessions start on our own, everything else goes to the
 * server where the session lives. `sockets` names the person's servers that run now; none is ever started.
 */
export function router(own: Backend, sockets: () => readonly string[]): Backend {
  const others = new Map<string, Backend>();
  const at = (socket: string | undefined) => {
    if (socket === undefined || socket === own.socket) return own;
    const known = others.get(socket) ?? tmuxBackend({ socket });
    others.set(socket, known);
    return known;
  };
  const theirs = makeListings(at, sockets);
  const isHeard = ({ place }: { readonly place: TmuxPlace }) => !theirs.silent().has(place.socket);
  return {
    ...own,
    list: async socket => {
      if (socket !== undefined) return reached(at(socket).list());
      const [mine, rest] = await Promise.all([reached(own.list()), theirs.listings()]);
      return joined(mine, rest);
    },
    survey: async () => {
      const [mine, rest] = await Promise.all([own.list().catch(asSilence), theirs.listings()]);
      const silent = new Map(theirs.silent());
      if (typeof mine === 'string') silent.set(own.socket, mine);
      return { ...joined(typeof mine === 'string' ? nothing : mine, rest), silent };
    },
    capture: async panes => {
      const heard = panes.filter(({ socket }) => socket === undefined || !theirs.silent().has(socket));
      const groups = grouped(heard, pane => at(pane.socket));
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
      toEach(numbers.filter(isHeard), at, (backend, each) =>
        spared(backend === own, backend.numberQuestions(each), undefined),
      ),
    tag: tags =>
      toEach(tags.filter(isHeard), at, (backend, each) =>
        spared(backend === own, backend.tag(each), undefined),
      ),
    rename: (target, slug) => at(target.place.socket).rename(target, slug),
    noteNames: targets =>
      toEach(targets.filter(isHeard), at, (backend, each) =>
        spared(backend === own, backend.noteNames(each), undefined),
      ),
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

/** Where nobody can get to the socket there is nothing to stop or to take away; a start says what is wrong. */
function reached(listing: Promise<Listing>): Promise<Listing> {
  return listing.catch(error => {
    if (error instanceof TmuxUnreachable) return nothing;
    throw error;
  });
}

const nothing: Listing = { server: undefined, panes: [], unmanaged: [] };

function joined(mine: Listing, rest: readonly Listing[]): Listing {
  if (rest.length === 0) return mine;
  const all = [mine, ...rest];
  return {
    server: mine.server,
    panes: all.flatMap(({ panes }) => panes),
    unmanaged: all.flatMap(({ unmanaged }) => unmanaged),
  };
}

/** Words for the rows of a server that cannot be asked. */
function asSilence(error: unknown): string {
  if (error instanceof TmuxTimeout) return 'tmux does not answer';
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}

/**
 * The listings of the person's servers, each as it was at most 2 s ago. One that does not answer is as it was, and is
 * asked again beside the others, which do not wait for it.
 */
function makeListings(at: At, sockets: () => readonly string[]) {
  const last = new Map<string, Listing>();
  const silent = new Map<string, string>();
  const underWay = new Map<string, Promise<void>>();
  const askAgainAt = new Map<string, number>();
  const ask = async (socket: string): Promise<void> => {
    try {
      last.set(socket, await at(socket).list());
      silent.delete(socket);
      askAgainAt.set(socket, performance.now() + leastGapMs);
    } catch (error) {
      silent.set(socket, asSilence(error));
      askAgainAt.set(socket, performance.now() + pauseMs);
    } finally {
      underWay.delete(socket);
    }
  };
  const listings = async (): Promise<readonly Listing[]> => {
    const named = sockets();
    for (const socket of last.keys()) if (!named.includes(socket)) last.delete(socket);
    for (const socket of silent.keys()) if (!named.includes(socket)) silent.delete(socket);
    const now = performance.now();
    for (const socket of named) {
      if (!underWay.has(socket) && (askAgainAt.get(socket) ?? 0) <= now) underWay.set(socket, ask(socket));
    }
    // The first time there is nothing else to tell.
    const isWaitedFor = (socket: string) => !silent.has(socket);
    await Promise.all(
      [...underWay]
        .filter(([socket]) => isWaitedFor(socket))
        .map(([socket, answer]) => soon(answer, last.has(socket))),
    );
    return named.flatMap(socket => last.get(socket) ?? []);
  };
  return { listings, silent: (): Silent => silent };
}

/** Waits for an answer, but not long where there is an older one. */
async function soon(answer: Promise<void>, hasOlder: boolean): Promise<void> {
  if (!hasOlder) return answer;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>(resolve => {
    timer = setTimeout(resolve, othersMs);
  });
  await Promise.race([answer, limit]);
  clearTimeout(timer);
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

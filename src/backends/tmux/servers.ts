import type { Place } from '../../core/screen/place.ts';
import type { Screen } from '../../core/screen/screen.ts';
import { TmuxTimeout, TmuxUnreachable } from '../../tmux/client.ts';
import { has, keptEverywhere, type Listed, type Silence, type Started } from '../backend.ts';
import type { TmuxListing } from './list.ts';
import { contentOf } from './place.ts';
import { type TmuxBackend, tmuxBackend } from './tmux.ts';

/** A server of the person's costs one invocation, so it is asked less often than our own. */
const leastGapMs = 1900;
/** One that fails is left alone for a while: it may be stopped, and each question to it would hang. */
const pauseMs = 5000;
/** One that takes longer is not waited for: its answer is for the next listing. */
const othersMs = 400;

/**
 * Our own server, which listens on `ownSocket`, and those of the person's as one backend: sessions start on our own,
 * everything else goes to the server where the session lives. `sockets` names the person's servers that run now; none is
 * ever started. `everywhere` names each other server that may hold a session of ours from before a setting was changed.
 */
export function tmuxServers(
  own: TmuxBackend,
  ownSocket: string,
  sockets: () => readonly string[],
  everywhere: () => readonly string[] = sockets,
): TmuxBackend {
  const others = new Map<string, TmuxBackend>();
  const on = (socket: string) => {
    if (socket === ownSocket) return own;
    const known = others.get(socket) ?? tmuxBackend({ socket });
    others.set(socket, known);
    return known;
  };
  // One that is damaged is refused there, with a sentence.
  const at: At = place => on(contentOf(place).socket || ownSocket);
  const theirs = makeListings(on, sockets);
  const isHeard = ({ place }: { readonly place: Place }) => !theirs.silent().has(contentOf(place).socket);
  /** What fails on a server of the person's must not keep our own sessions from being looked after. */
  const toEach = async <Item extends { readonly place: Place }>(
    items: readonly Item[],
    act: (backend: TmuxBackend, items: readonly Item[]) => Promise<void>,
  ) => {
    const groups = grouped(items.filter(isHeard), at);
    await Promise.all(
      groups.map(([backend, each]) => spared(backend === own, act(backend, each), undefined)),
    );
  };
  return {
    ...own,
    list: async (near, asking) => {
      if (near !== undefined) return reached((near === 'own' ? own : at(near)).list(near, asking), nothing);
      const [mine, rest] = await Promise.all([reached(own.list('own', asking), nothing), theirs.listings()]);
      return joined(mine, rest);
    },
    survey: async () => {
      const [mine, rest] = await Promise.all([own.list().catch(asSilence), theirs.listings()]);
      const silent = new Map(theirs.silent());
      if (typeof mine === 'string') silent.set(ownSocket, mine);
      const silence: Silence = {
        own: silent.get(ownSocket),
        of: place => silent.get(contentOf(place).socket),
      };
      return { ...joined(typeof mine === 'string' ? nothing : mine, rest), silence };
    },
    capture: async panes => {
      const groups = grouped(panes.filter(isHeard), at);
      const none: ReadonlyMap<string, Screen> = new Map();
      const screens = await Promise.all(
        groups.map(([backend, each]) => spared(backend === own, backend.capture(each), none)),
      );
      return new Map<string, Screen>(screens.flatMap(found => [...found]));
    },
    history: (target, lines) => at(target.place).history(target, lines),
    deliver: (target, steps, gapMs) => at(target.place).deliver(target, steps, gapMs),
    attachCommand: (place, say) => at(place).attachCommand(place, say),
    stop: target => at(target.place).stop(target),
    end: (target, asking) => at(target.place).end(target, asking),
    clear: target => at(target.place).clear(target),
    can: {
      scrollback: keptEverywhere,
      cursor: has,
      guards: {
        numberQuestions: numbers =>
          toEach(numbers, (backend, each) => backend.can.guards.numberQuestions(each)),
      },
      names: {
        ...own.can.names,
        rename: (target, slug) => at(target.place).can.names.rename(target, slug),
        note: targets => toEach(targets, (backend, each) => backend.can.names.note(each)),
      },
      adopts: {
        ...own.can.adopts,
        hasOthers: () => sockets().length > 0,
        servers: () => [ownSocket, ...sockets()],
        find: target => firstFound([ownSocket, ...sockets()].map(on), target),
        tag: tags => toEach(tags, (backend, each) => backend.can.adopts.tag(each)),
        showCommand: (place, keys) => at(place).can.adopts.showCommand(place, keys),
        wayBack: place => at(place).can.adopts.wayBack(place),
      },
      origins: {
        started: async () => {
          const none: readonly Started[] = [];
          const mine = reached(own.can.origins.started(), none);
          const theirs = everywhere().map(socket =>
            on(socket)
              .can.origins.started()
              .catch(() => none),
          );
          return (await Promise.all([mine, ...theirs])).flat();
        },
      },
    },
  };
}

async function firstFound(backends: readonly TmuxBackend[], target: string): Promise<Listed | undefined> {
  for (const { can } of backends) {
    const found = await can.adopts.find(target);
    if (found) return found;
  }
  return undefined;
}

function spared<T>(isOwn: boolean, work: Promise<T>, otherwise: T): Promise<T> {
  return isOwn ? work : work.catch(() => otherwise);
}

type At = (place: Place) => TmuxBackend;

/** Where nobody can get to the socket there is nothing to stop or to take away; a start says what is wrong. */
function reached<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  return answer.catch(error => {
    if (error instanceof TmuxUnreachable) return otherwise;
    throw error;
  });
}

const nothing: TmuxListing = { server: undefined, panes: [], unmanaged: [] };

function joined(mine: TmuxListing, rest: readonly TmuxListing[]): TmuxListing {
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
function makeListings(on: (socket: string) => TmuxBackend, sockets: () => readonly string[]) {
  const last = new Map<string, TmuxListing>();
  const silent = new Map<string, string>();
  const underWay = new Map<string, Promise<void>>();
  const askAgainAt = new Map<string, number>();
  const ask = async (socket: string): Promise<void> => {
    try {
      last.set(socket, await on(socket).list());
      silent.delete(socket);
      askAgainAt.set(socket, performance.now() + leastGapMs);
    } catch (error) {
      silent.set(socket, asSilence(error));
      askAgainAt.set(socket, performance.now() + pauseMs);
    } finally {
      underWay.delete(socket);
    }
  };
  const listings = async (): Promise<readonly TmuxListing[]> => {
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
  return { listings, silent: (): ReadonlyMap<string, string> => silent };
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

function grouped<Item extends { readonly place: Place }>(
  items: readonly Item[],
  at: At,
): readonly (readonly [TmuxBackend, readonly Item[]])[] {
  const groups = new Map<TmuxBackend, Item[]>();
  for (const item of items) {
    const backend = at(item.place);
    groups.set(backend, [...(groups.get(backend) ?? []), item]);
  }
  return [...groups];
}

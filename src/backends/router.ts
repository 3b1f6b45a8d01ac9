import type { Place } from '../core/screen/place.ts';
import type { Adopts, Backend, Capabilities, Listing, Names, Survey } from './backend.ts';

/**
 * Several backends as one. A session starts in the one that its request names, else in `usual`, and is asked of where it
 * lives from then on. What `usual` can is told of it alone: agents that nobody started here are found there.
 */
export function routed(usual: Backend, others: readonly Backend[]): Backend {
  const all = [usual, ...others];
  const named = (name: string) => {
    const found = all.find(backend => backend.name === name);
    if (found) return found;
    throw new Error(`The session lives in ${name}, which this version of agents does not know.`);
  };
  const at = (place: Place) => named(place.backend);
  const toEach = async <Item extends { readonly place: Place }, T>(
    items: readonly Item[],
    ask: (backend: Backend, items: readonly Item[]) => Promise<T>,
  ): Promise<readonly T[]> => {
    const asked = all.flatMap(backend => {
      const own = items.filter(({ place }) => place.backend === backend.name);
      return own.length > 0 ? [ask(backend, own)] : [];
    });
    return Promise.all(asked);
  };
  return {
    name: usual.name,
    can: capabilities(usual, { at, toEach }),
    start: request => (request.backend === undefined ? usual : named(request.backend)).start(request),
    list: async (near, asking) => {
      if (near !== undefined && near !== 'own') return at(near).list(near, asking);
      // What fails elsewhere does not keep the usual one from its sessions.
      const listings = all.map(backend =>
        backend === usual ? backend.list(near, asking) : backend.list(near, asking).catch(() => nothing),
      );
      return joined(await Promise.all(listings));
    },
    survey: async () => surveyOf(all, await Promise.all(all.map(backend => backend.survey()))),
    capture: async panes =>
      new Map((await toEach(panes, (backend, own) => backend.capture(own))).flatMap(screens => [...screens])),
    history: (target, lines) => at(target.place).history(target, lines),
    deliver: async (target, steps, gapMs) => at(target.place).deliver(target, steps, gapMs),
    attachCommand: (place, say) => at(place).attachCommand(place, say),
    stop: async target => at(target.place).stop(target),
    end: async (target, asking) => at(target.place).end(target, asking),
    clear: async target => at(target.place).clear(target),
    endServer: async asking => {
      await usual.endServer(asking);
      for (const backend of others) await backend.endServer(asking).catch(() => {});
    },
    giveUpOnce: () => {
      for (const backend of all) backend.giveUpOnce();
    },
  };
}

const nothing: Listing = { server: undefined, panes: [], unmanaged: [] };

interface Routes {
  readonly at: (place: Place) => Backend;
  readonly toEach: <Item extends { readonly place: Place }, T>(
    items: readonly Item[],
    ask: (backend: Backend, items: readonly Item[]) => Promise<T>,
  ) => Promise<readonly T[]>;
}

function capabilities(usual: Backend, { at, toEach }: Routes): Partial<Capabilities> {
  const { adopts, names, origins } = usual.can;
  return {
    guards: {
      numberQuestions: async numbers =>
        void (await toEach(numbers, async ({ can }, own) =>
          (can.guards ?? can.checks)?.numberQuestions(own),
        )),
    },
    scrollback: { isKept: place => at(place).can.scrollback?.isKept(place) ?? false },
    ...(names && { names: namesOf(usual, names, at) }),
    ...(adopts && { adopts: adoptsOf(usual, adopts) }),
    ...(origins && { origins }),
  };
}

function namesOf(usual: Backend, names: Names, at: Routes['at']): Names {
  const isThere = ({ place }: { readonly place: Place }) => place.backend === usual.name;
  return {
    rename: async (target, slug) => at(target.place).can.names?.rename(target, slug),
    note: targets => names.note(targets.filter(isThere)),
    groupOf: place => (isThere({ place }) ? names.groupOf(place) : JSON.stringify(place)),
  };
}

function adoptsOf(usual: Backend, adopts: Adopts): Adopts {
  return {
    ...adopts,
    tag: tags => adopts.tag(tags.filter(({ place }) => place.backend === usual.name)),
    keyOf: place => (place.backend === usual.name ? adopts.keyOf(place) : JSON.stringify(place)),
  };
}

/** `server` is that of the first, since the others tell of theirs by place. */
function joined(listings: readonly Listing[]): Listing {
  return {
    server: listings[0]?.server,
    panes: listings.flatMap(({ panes }) => panes),
    unmanaged: listings.flatMap(({ unmanaged }) => unmanaged),
  };
}

function surveyOf(all: readonly Backend[], surveys: readonly Survey[]): Survey {
  const of = (place: Place) => surveys[all.findIndex(({ name }) => name === place.backend)];
  return {
    ...joined(surveys),
    serverAt: place => {
      const found = of(place);
      return found?.serverAt ? found.serverAt(place) : found?.server;
    },
    silence: { own: surveys[0]?.silence.own, of: place => of(place)?.silence.of(place) },
  };
}

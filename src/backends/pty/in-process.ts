import { UserError } from '../../core/errors/user-error.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Screen } from '../../core/screen/screen.ts';
import {
  type Backend,
  type Capturable,
  has,
  keptEverywhere,
  type Listed,
  type Listing,
  type Server,
  type Survey,
  type Target,
} from '../backend.ts';
import type { Host } from './host-calls.ts';
import type { Hosting } from './hosting.ts';
import { livingOwners, type Owner } from './owner/owners.ts';
import { reapOrphans } from './owner/reap.ts';
import { backendName, type PtyTarget, requireOwn } from './place.ts';
import { OwnerGone, OwnerSilent, remoteHost } from './socket/remote.ts';

interface Options {
  /** Where owners are on record: `ownersDirectory`. */
  readonly directory: string;
  /** The terminals of this process, if any may live in it. */
  readonly hosting?: Hosting | undefined;
  /** Program and words with which a terminal looks at another: owner and terminal follow, and what to say. */
  readonly attachWords: readonly string[];
}

/** Sessions in pseudo-terminals of the view's process, or of a verb that waits: they end with it. No tmux is needed. */
export function inProcessBackend({ directory, hosting, attachWords }: Options): Backend {
  const hostOf = (owner: string): Host => {
    const own = owner === `${process.pid}` ? hosting?.current() : undefined;
    return own ?? remoteHost(directory, owner);
  };
  const at = async <T>(target: Target, ask: (host: Host, target: PtyTarget) => Promise<T>, otherwise: T) => {
    const place = requireOwn(target.place);
    return unlessGone(async () => ask(hostOf(place.owner), { ...target, place }), otherwise);
  };
  /** What fails in one process does not keep the others from it. */
  const toEach = <Item extends Capturable | { readonly place: Place }, T>(
    items: readonly Item[],
    ask: (host: Host, items: readonly Item[]) => Promise<T>,
    otherwise: T,
  ) =>
    Promise.all(
      [...grouped(items)].map(([owner, each]) =>
        unlessSilent(async () => ask(hostOf(owner), each), otherwise),
      ),
    );
  const panesOf = (owner: Owner) =>
    unlessGone(async () => hostOf(`${owner.pid}`).list(), undefined as readonly Listed[] | undefined);
  const owners = () => livingOwners(directory).filter(({ hasTerminals }) => hasTerminals);
  return {
    name: backendName,
    can: {
      scrollback: keptEverywhere,
      cursor: has,
      guards: { numberQuestions: async numbers => void (await toEach(numbers, numberIn, undefined)) },
    },
    start: async request => {
      if (hosting) return (await hosting.host()).start(request);
      const owner = livingOwners(directory).find(({ takesOthers }) => takesOthers);
      if (owner) return remoteHost(directory, `${owner.pid}`).start(request);
      throw new UserError('no-view', 'No view is open in which the session could live.', {
        advice: 'Open one with: agents',
      });
    },
    list: async near => {
      // A session that is started again may live in another process than before.
      const asked = near === undefined || near === 'own' ? undefined : requireOwn(near).owner;
      const answers = owners().map(async owner => {
        const panes = () => panesOf(owner);
        return { owner, panes: await (asked === `${owner.pid}` ? panes() : unlessSilent(panes, undefined)) };
      });
      return listingOf(await Promise.all(answers));
    },
    survey: async () => {
      void reapOrphans(directory).catch(() => {});
      return surveyOf(await Promise.all(owners().map(owner => asked(owner, panesOf))));
    },
    capture: async panes => {
      const none: ReadonlyMap<string, Screen> = new Map();
      const found = await toEach(panes, (host, each) => host.capture(each), none);
      return new Map(found.flatMap(screens => [...screens]));
    },
    history: (target, lines) => at(target, (host, own) => host.history(own, lines), undefined),
    deliver: (target, steps, gapMs) =>
      at(target, (host, own) => host.deliver(own, steps, gapMs), { sent: false, why: 'gone' }),
    attachCommand: (place, say) => {
      const { owner, terminal } = requireOwn(place);
      return {
        argv: [...attachWords, owner, terminal, ...(say === undefined ? [] : [say])],
        environment: {},
      };
    },
    stop: target => at(target, (host, own) => host.stop(own), undefined),
    end: target => at(target, (host, own) => host.end(own), undefined),
    clear: target => at(target, (host, own) => host.clear(own), undefined),
    endServer: async () => {},
    // Each question has a limit, and one that is gone answers at once.
    giveUpOnce: () => {},
  };
}

type Numbers = Parameters<Host['numberQuestions']>[0];

function numberIn(host: Host, numbers: Numbers): Promise<void> {
  return host.numberQuestions(numbers);
}

interface Told {
  readonly owner: Owner;
  /** Undefined when it has ended meanwhile. */
  readonly panes: readonly Listed[] | undefined;
  readonly silence?: string;
}

async function asked(owner: Owner, ask: (owner: Owner) => Promise<Told['panes']>): Promise<Told> {
  try {
    return { owner, panes: await ask(owner) };
  } catch (error) {
    return {
      owner,
      panes: [],
      silence: error instanceof Error ? error.message.replace(/\.$/, '') : String(error),
    };
  }
}

function listingOf(told: readonly Told[]): Listing {
  const first = told.find(({ panes }) => panes !== undefined && panes.length > 0);
  return {
    server: first && serverOf(first.owner),
    panes: told.flatMap(({ panes }) => panes ?? []),
    unmanaged: [],
  };
}

function surveyOf(told: readonly Told[]): Survey {
  const of = (place: Place) => told.find(({ owner }) => requireOwn(place).owner === `${owner.pid}`);
  const serverAt = (place: Place): Server | undefined => {
    const found = of(place);
    return found?.panes && serverOf(found.owner);
  };
  return { ...listingOf(told), serverAt, silence: { own: undefined, of: place => of(place)?.silence } };
}

function serverOf({ pid, since }: Owner): Server {
  return { pid, startedAt: since };
}

function grouped<Item extends { readonly place: Place }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { owner } = requireOwn(item.place);
    groups.set(owner, [...(groups.get(owner) ?? []), item]);
  }
  return groups;
}

async function unlessGone<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OwnerGone) return otherwise;
    throw error;
  }
}

function unlessSilent<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  return unlessGone(ask, otherwise).catch(error => {
    if (error instanceof OwnerSilent) return otherwise;
    throw error;
  });
}

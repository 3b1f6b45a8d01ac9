import type { Place } from '../../core/screen/place.ts';
import { patiently } from '../../tmux/client.ts';
import { forgetFocusIfDead } from '../../tmux/dead-pane.ts';
import { findPane } from '../../tmux/find-pane.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import { askSilentOnce } from '../../tmux/unasked.ts';
import {
  type Adopts,
  type Asking,
  type Backend,
  type Capabilities,
  has,
  keptEverywhere,
  type Names,
  type StartRequest,
} from '../backend.ts';
import { showPane, tagPanes } from './adopt.ts';
import { captureScreens, readHistory } from './capture.ts';
import { attachSession, clientEnvironment, clientWords, sayWords } from './client-words.ts';
import { deliverSteps } from './deliver.ts';
import { clearSession, endServer, endSession, stopSession } from './end.ts';
import { listPanes, listStarted, numberQuestions, type TmuxListing, type TmuxPane } from './list.ts';
import { backendName, contentOf, requireOwn, requireOwnTarget, type TmuxPlace } from './place.ts';
import { noteNames, renameTmuxSession } from './rename.ts';
import { startSession } from './start.ts';
import { wayBack } from './way-back.ts';

export interface TmuxBackendOptions {
  /** Name for `tmux -L`, or an absolute path for `tmux -S`. */
  readonly socket: string;
  /** File with our configuration; without it the server is the user's own and keeps the user's. */
  readonly configFile?: string;
}

/** A backend that can all that there is, and whose places are panes. */
export interface TmuxBackend extends Backend {
  readonly can: Omit<Capabilities, 'checks'>;
  readonly start: (request: StartRequest) => Promise<TmuxPlace>;
  readonly list: (near?: Place | 'own', asking?: Asking) => Promise<TmuxListing>;
}

/** Sessions as panes of one tmux server, 3.2 or newer. */
export function tmuxBackend(options: TmuxBackendOptions): TmuxBackend {
  const server: TmuxServer = options;
  return {
    name: backendName,
    start: request => startSession(server, request),
    list: (_near, asking) => asked(asking, () => listPanes(server)),
    survey: async () => ({
      ...(await listPanes(server)),
      silence: { own: undefined, of: () => undefined },
    }),
    capture: panes => captureScreens(server, panes),
    history: async (target, lines) => readHistory(server, requireOwnTarget(server, target), lines),
    deliver: async (target, steps, gapMs) =>
      deliverSteps(server, requireOwnTarget(server, target), { steps, gapMs }),
    attachCommand: (place, say) => ({
      argv: [...attachArgv(server, requireOwn(server, place)), ...sayWords(say)],
      environment: clientEnvironment(),
    }),
    stop: async target => stopSession(server, requireOwnTarget(server, target)),
    end: async (target, asking) => {
      const own = requireOwnTarget(server, target);
      return asked(asking, () => endSession(server, own));
    },
    clear: async target => clearSession(server, requireOwnTarget(server, target)),
    endServer: asking => asked(asking, () => endServer(server)),
    giveUpOnce: askSilentOnce,
    can: {
      scrollback: keptEverywhere,
      cursor: has,
      guards: { numberQuestions: numbers => numberQuestions(server, numbers) },
      names: {
        rename: async (target, slug) => renameTmuxSession(server, requireOwnTarget(server, target), slug),
        note: targets => noteNames(server, targets),
        groupOf,
      },
      adopts: adopts(server),
      origins: { started: () => listStarted(server) },
    },
  };
}

function asked<T>({ patient }: Asking = {}, ask: () => Promise<T>): Promise<T> {
  return patient ? patiently(ask) : ask();
}

function adopts(server: TmuxServer): Adopts {
  return {
    hasOthers: () => false,
    servers: () => [server.socket],
    find: target => findListed(server, target),
    tag: tags => tagPanes(server, tags),
    keyOf,
    showCommand: (place, keys) => showPane(server, requireOwn(server, place), keys),
    wayBack: async place => wayBack(server, requireOwn(server, place)),
    describe: place => `pane ${contentOf(place).pane} of your own tmux server (${contentOf(place).socket})`,
  };
}

async function findListed(server: TmuxServer, target: string): Promise<TmuxPane | undefined> {
  const id = await findPane(server, target);
  if (id === undefined) return undefined;
  const { panes, unmanaged } = await listPanes(server);
  return [...panes, ...unmanaged].find(({ place }) => place.pane === id);
}

/** Without its tmux session: a pane can be moved to another. */
const keyOf: Adopts['keyOf'] = place => `${contentOf(place).pane} ${contentOf(place).socket}`;

const groupOf: Names['groupOf'] = place => `${contentOf(place).socket} ${contentOf(place).session}`;

function attachArgv(server: TmuxServer, { session, pane }: TmuxPlace): readonly string[] {
  return [...clientWords(server), ...forgetFocusIfDead(pane), ';', ...attachSession(session)];
}

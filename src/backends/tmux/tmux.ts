import type { TmuxPlace } from '../../core/session/session.ts';
import { forgetFocusIfDead } from '../../tmux/dead-pane.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { Backend } from '../backend.ts';
import { showPane, tagPanes } from './adopt.ts';
import { captureScreens, readHistory } from './capture.ts';
import { attachSession, clientWords, sayWords } from './client-words.ts';
import { deliverSteps } from './deliver.ts';
import { clearSession, endServer, endSession, stopSession } from './end.ts';
import { listPanes, numberQuestions } from './list.ts';
import { requireOwn } from './place.ts';
import { noteNames, renameTmuxSession } from './rename.ts';
import { startSession } from './start.ts';
import { wayBack } from './way-back.ts';

export interface TmuxBackendOptions {
  /** Name for `tmux -L`, or an absolute path for `tmux -S`. */
  readonly socket: string;
  /** File with our configuration; without it the server is the user's own and keeps the user's. */
  readonly configFile?: string;
}

/** Sessions as panes of one tmux server, 3.2 or newer. */
export function tmuxBackend(options: TmuxBackendOptions): Backend {
  const server: TmuxServer = options;
  return {
    name: 'tmux',
    socket: server.socket,
    start: request => startSession(server, request),
    list: () => listPanes(server),
    survey: async () => ({ ...(await listPanes(server)), silent: new Map() }),
    capture: panes => captureScreens(server, panes),
    tag: tags => tagPanes(server, tags),
    placeOf: ({ session, pane }) => ({ socket: server.socket, session, pane }),
    history: async (target, lines) => {
      requireOwn(server, target.place);
      return readHistory(server, target, lines);
    },
    deliver: async (target, steps, gapMs) => {
      requireOwn(server, target.place);
      return deliverSteps(server, target, { steps, gapMs });
    },
    numberQuestions: numbers => numberQuestions(server, numbers),
    attachCommand: (place, say) => ({
      argv: [...attachArgv(server, requireOwn(server, place)), ...sayWords(say)],
      environment: { TMUX: undefined, TMUX_PANE: undefined },
    }),
    showCommand: (place, keys) => showPane(server, requireOwn(server, place), keys),
    wayBack: async place => wayBack(server, requireOwn(server, place)),
    rename: (target, slug) => {
      requireOwn(server, target.place);
      return renameTmuxSession(server, target, slug);
    },
    noteNames: targets => noteNames(server, targets),
    stop: async target => {
      requireOwn(server, target.place);
      await stopSession(server, target);
    },
    end: async target => {
      requireOwn(server, target.place);
      await endSession(server, target);
    },
    endServer: () => endServer(server),
    clear: async target => {
      requireOwn(server, target.place);
      await clearSession(server, target);
    },
  };
}

function attachArgv(server: TmuxServer, { session, pane }: TmuxPlace): readonly string[] {
  return [...clientWords(server), ...forgetFocusIfDead(pane), ';', ...attachSession(session)];
}

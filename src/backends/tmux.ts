import type { TmuxPlace } from '../core/sessions/session.ts';
import type { TmuxServer } from '../tmux/client.ts';
import { forgetFocusIfDead } from '../tmux/dead-pane.ts';
import type { Backend } from './backend.ts';
import { showPane, tagPanes } from './tmux-adopt.ts';
import { captureScreens, readHistory } from './tmux-capture.ts';
import { attachSession, clientWords, sayWords } from './tmux-client-words.ts';
import { deliverSteps } from './tmux-deliver.ts';
import { clearSession, endServer, endSession, stopSession } from './tmux-end.ts';
import { listPanes, numberQuestions } from './tmux-list.ts';
import { requireOwn } from './tmux-place.ts';
import { noteNames, renameTmuxSession } from './tmux-rename.ts';
import { startSession } from './tmux-start.ts';
import { wayBack } from './tmux-way-back.ts';

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

import { tmuxPlace } from '../../src/backends/tmux/place.ts';
import type { Session, Spec, Status, UserState } from '../../src/core/session/session.ts';
import { ownKeymap } from '../../src/ui/commands/index.ts';
import { type Changes, changed, initialState, type ViewState } from '../../src/ui/state/view-state.ts';

export const noon = 1_800_000_000_000;

interface Given {
  readonly spec?: Partial<Spec>;
  readonly userState?: Partial<UserState>;
  readonly status?: Partial<Status>;
}

/** A session as the files would give it, with what a test cares about. */
export function aSession(id: string, { spec, userState, status }: Given = {}): Session {
  return {
    id,
    spec: {
      version: 1,
      id,
      kind: 'background',
      agent: 'claude',
      name: `name of ${id}`,
      slug: id,
      cwd: '/home/me/game',
      flags: [],
      createdAt: noon - 60_000,
      firstLine: '',
      ...spec,
    },
    userState: { version: 1, ...userState },
    status: {
      version: 1,
      id,
      state: 'working',
      questionNumber: 0,
      summary: `summary of ${id}`,
      process: 'alive',
      startedAt: noon - 60_000,
      since: noon - 30_000,
      place: tmuxPlace({ socket: 'test', session: '$1', pane: '%1' }),
      evidence: [],
      memory: {},
      ...status,
    },
  };
}

/** A state of the view, 100x30, without colours, so that frames read as text. */
export function aState(sessions: readonly Session[], changes: Changes = {}): ViewState {
  return initialState(
    {
      now: noon,
      screen: { columns: 100, rows: 30, look: { colours: 'none', unicode: true }, home: '/home/me' },
      keymap: ownKeymap,
      defaults: {
        agent: 'claude',
        agentLabel: 'Claude Code',
        isInstalled: true,
        lookedFor: ['claude'],
        cwd: '/home/me/game',
      },
    },
    changed<Changes>({ sessions: { all: sessions } }, changes),
  );
}

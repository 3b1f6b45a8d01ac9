import { agents, findAgent } from '../core/agents/index.ts';
import type { LaunchOptions } from '../core/agents/shared/launch-options.ts';
import { usualBackend } from '../core/screen/place.ts';
import { withUnreadable } from '../core/session/unreadable.ts';
import type { RecordSource } from '../core/source.ts';
import { safeText } from '../core/text/safe-text.ts';
import type { RecordsWorld } from '../operations/context/records-world.ts';
import { findProgram } from '../system/programs/find-program.ts';
import { readLastLook } from '../system/store/history/last-look.ts';
import { rememberedBackground } from '../system/store/view/backgrounds.ts';
import { readPromptHistory } from '../system/store/view/prompt-history.ts';
import { readViewFile } from '../system/store/view/view-file.ts';
import type { Defaults } from '../ui/state/launch.ts';
import type { ScreenState } from '../ui/state/screen.ts';
import { initialState, type ViewState } from '../ui/state/view-state.ts';
import { lookFor } from '../ui/theme/detect.ts';
import { awayAtStart } from '../ui/view/away.ts';
import { keysInForce } from './settings/keys-in-force.ts';

/** What the words after `agents` narrow the view to, and what its new sessions run. */
export interface Scope {
  /** Only sessions at or under this directory are shown. */
  readonly under: string | undefined;
  /** Where new sessions start. */
  readonly cwd: string;
  readonly options: LaunchOptions;
  /** Instead of the one in the settings. */
  readonly agent?: string;
  /** The session that the person came from; its row is selected. */
  readonly selectedId?: string;
}

interface FirstView {
  readonly scope: Scope;
  readonly size: Pick<ScreenState, 'columns' | 'rows'>;
}

/** The state of the first frame, from files alone. */
export function firstState(world: RecordsWorld, source: RecordSource, { size, scope }: FirstView): ViewState {
  const { under, options, agent, cwd, selectedId } = scope;
  const { sessions, bad } = source.read();
  const keys = keysInForce(world);
  return initialState(
    {
      now: world.now(),
      screen: {
        ...size,
        look: lookFor(world.env, world.settings, rememberedBackground(world.paths, world.env)),
        home: safeText(world.env['HOME'] ?? ''),
      },
      keymap: keys.keymap,
      defaults: { ...defaultsOf(world, agent), cwd, options },
    },
    {
      sessions: {
        all: withUnreadable(sessions, bad),
        problems: [...world.problems, ...keys.problems, ...bad.map(({ problem }) => problem)],
        under,
      },
      list: { ...readViewFile(world.paths), selectedId },
      line: { history: readPromptHistory(world.paths) },
      notices: { away: awayAtStart(readLastLook(world.paths), world.now()) },
    },
  );
}

/** What new sessions run according to the settings. */
export function defaultsOf(world: RecordsWorld, name = world.settings.agent): Omit<Defaults, 'cwd'> {
  const agent = findAgent(name);
  const program = agent?.program ?? name;
  return {
    agent: name,
    usual: world.settings.agent,
    agentLabel: agent?.label ?? name,
    isInstalled: agent !== undefined && findProgram(program, world.env) !== undefined,
    ...(world.startsIn && world.startsIn.backend !== usualBackend && { backend: world.startsIn.backend }),
    lookedFor: agents.filter(candidate => candidate.name !== 'shell').map(candidate => candidate.program),
  };
}

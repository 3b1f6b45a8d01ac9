import { agents, findAgent } from '../../core/agents/index.ts';
import type { LaunchOptions } from '../../core/agents/launch-options.ts';
import { directoryOf } from '../../core/sessions/directory.ts';
import type { Session } from '../../core/sessions/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { lookFor } from '../../core/theme/detect.ts';
import { awayAtStart } from '../../core/view/away.ts';
import { type Defaults, initialState, type ViewState } from '../../core/view/view-state.ts';
import type { World } from '../../runtime/world.ts';
import { findProgram } from '../../system/processes/find-program.ts';
import { rememberedGround } from '../../system/records/grounds.ts';
import { readLastLook } from '../../system/records/last-look.ts';
import { readPromptHistory } from '../../system/records/prompt-history.ts';
import type { SessionCache } from '../../system/records/session-cache.ts';
import { readViewFile } from '../../system/records/view-file.ts';

/** What the words after `agents` narrow the view to, and what its new sessions run. */
export interface Scope {
  readonly under: string | undefined;
  readonly options: LaunchOptions;
  /** Instead of the one in the settings. */
  readonly agent?: string;
}

/** The state of the first frame, from files alone. */
export function firstState(world: World, cache: SessionCache, { under, options, agent }: Scope): ViewState {
  const { sessions, bad } = cache.read();
  return initialState({
    now: world.now(),
    columns: process.stdout.columns || 80,
    rows: process.stdout.rows || 24,
    look: lookFor(world.env, world.settings, rememberedGround(world.paths, world.env)),
    home: safeText(world.env['HOME'] ?? ''),
    ...readViewFile(world.paths),
    sessions: sessionsUnder(sessions, under),
    problems: [...world.problems, ...bad.map(job => job.problem)],
    away: awayAtStart(readLastLook(world.paths), world.now()),
    history: readPromptHistory(world.paths),
    defaults: { ...defaultsOf(world, agent), options },
    under: under,
  });
}

/** Only what started at or under a directory (V2). */
export function sessionsUnder(sessions: readonly Session[], under: string | undefined): readonly Session[] {
  if (under === undefined) return sessions;
  const prefix = under.endsWith('/') ? under : `${under}/`;
  return sessions.filter(session => {
    const directory = directoryOf(session);
    return directory === under || directory.startsWith(prefix);
  });
}

/** What new sessions run by the settings. */
export function defaultsOf(world: World, name = world.settings.agent): Defaults {
  const agent = findAgent(name);
  const program = agent?.program ?? name;
  return {
    agent: name,
    agentLabel: agent?.label ?? name,
    isInstalled: agent !== undefined && findProgram(program, world.env) !== undefined,
    lookedFor: agents.filter(candidate => candidate.name !== 'shell').map(candidate => candidate.program),
    cwd: process.cwd(),
  };
}

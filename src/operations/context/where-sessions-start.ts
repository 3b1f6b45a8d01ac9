import { isInsideIterm } from '../../backends/iterm2/place.ts';
import { usualBackend } from '../../core/screen/place.ts';
import { type BackendChoice, chooseBackend } from '../../core/settings/backend-choice.ts';
import { teammateMode } from '../../core/settings/teammate-mode.ts';
import { teammateWords } from '../../system/claude/teammate-words.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { hasTmux } from '../../system/programs/require-tmux.ts';
import type { RecordsWorld } from './records-world.ts';

interface Start {
  readonly startsIn: BackendChoice;
  /** Sentences about words of Claude Code's that are none. */
  readonly problems: readonly string[];
}

/**
 * Where new sessions live, by the settings and by what is around; with a directory also by what its repository tells
 * Claude Code.
 */
export function whereSessionsStart(
  { env, settings }: Pick<RecordsWorld, 'env' | 'settings'>,
  directory?: string,
): Start {
  const isAuto = settings.backend === 'auto';
  const { mode, problems } = teammateMode(isAuto ? teammateWords(env, directory) : []);
  const startsIn = chooseBackend(settings.backend, {
    isInTmux: Boolean(env['TMUX']),
    isInIterm: isInsideIterm(env),
    hasTmux: hasTmux(env),
    hasIt2: isAuto && findProgram('it2', env) !== undefined,
    claude: mode,
  });
  return { startsIn, problems };
}

/** The same world, with where its new sessions live in a directory. */
export function startingIn<W extends RecordsWorld>(world: W, directory: string): W {
  const { startsIn, problems } = whereSessionsStart(world, directory);
  const own = world.problems.filter(problem => !problems.includes(problem));
  return { ...world, startsIn, problems: [...own, ...problems] };
}

/** Whether new sessions live in tmux; not where a backend was given. */
export function startsInTmux({ startsIn }: Pick<RecordsWorld, 'startsIn'>): boolean {
  return startsIn?.backend === usualBackend;
}

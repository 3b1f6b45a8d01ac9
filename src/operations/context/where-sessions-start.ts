import { usualBackend } from '../../core/screen/place.ts';
import { type BackendChoice, chooseBackend } from '../../core/settings/backend-choice.ts';
import { hasTmux } from '../../system/programs/require-tmux.ts';
import type { RecordsWorld } from './records-world.ts';

/** Where new sessions live, by the settings and by what is installed. */
export function whereSessionsStart({ env, settings }: RecordsWorld): BackendChoice {
  return chooseBackend(settings.backend, hasTmux(env));
}

/** Whether new sessions live in tmux; not where a backend was given. */
export function startsInTmux({ startsIn }: Pick<RecordsWorld, 'startsIn'>): boolean {
  return startsIn?.backend === usualBackend;
}

import type { BackendChoice } from '../../core/settings/backend-choice.ts';
import { ensureHome, type Paths, statePaths } from '../../system/files/paths.ts';
import { readSettings, type SettingsReading } from '../../system/settings/read-settings.ts';

/** What is on record, and the settings: all that a verb needs which only reads and writes records. */
export interface RecordsWorld extends SettingsReading {
  readonly env: NodeJS.ProcessEnv;
  readonly paths: Paths;
  /** The name of our own tmux server. */
  readonly socket: string;
  /** Where new sessions live; undefined where nobody has looked, or a backend was given. */
  readonly startsIn?: BackendChoice;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** What is given instead of the usual. */
export interface Given {
  readonly now?: () => number;
}

/** Opens the state directory. Throws a sentence. */
export function openRecordsWorld(env: NodeJS.ProcessEnv, { now = Date.now }: Given = {}): RecordsWorld {
  const paths = statePaths(env);
  ensureHome(paths);
  // For the tmux server and every session that is started from here.
  env['AGENTS_HOME'] = paths.home;
  const reading = readSettings(paths, env);
  const socket =
    env['AGENTS_TMUX_SOCKET'] ?? (reading.settings['tmux.server'] === 'agents' ? 'agents' : 'default');
  return { ...reading, env, paths, socket, now };
}

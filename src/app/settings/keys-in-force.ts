import type { Settings } from '../../core/settings/settings.ts';
import type { SettingsReading } from '../../system/settings/read-settings.ts';
import { commandList, ownKeymap } from '../../ui/commands/index.ts';
import { type KeymapReading, type KeyProblem, keymapOf } from '../../ui/keys/keymap.ts';
import type { Keymap } from '../../ui/state/keys.ts';

export interface KeysInForce {
  readonly keymap: Keymap;
  /** Sentences with file, line and command; what they complain about does not count. */
  readonly problems: readonly string[];
}

type Reading = Pick<SettingsReading, 'settings' | 'layers' | 'where'>;

const known = new WeakMap<object, KeysInForce>();

/** What keys do by the settings; made once for each reading of them. */
export function keysInForce(world: Reading): KeysInForce {
  const { settings } = world;
  if (Object.keys(settings.keys).length === 0) return { keymap: ownKeymap, problems: [] };
  const before = known.get(settings);
  if (before) return before;
  const keys = read(world);
  known.set(settings, keys);
  return keys;
}

function read({ settings, layers, where }: Reading): KeysInForce {
  const { keymap, problems } = readKeys(settings.keys);
  const layer = layers.findLast(({ values }) => values.keys === settings.keys);
  const placeOf = (key: string) => (layer && layer.origin !== 'user' ? layer.from : where(key));
  return {
    keymap,
    problems: problems.map(
      problem => `${placeOf(`keys.${problem.command}`)}: ${keyProblem(problem)} It does not count.`,
    ),
  };
}

export function readKeys(given: Settings['keys']): KeymapReading {
  return keymapOf(commandList, given);
}

/** A sentence about an entry of `keys`. */
export function keyProblem({ command, what }: KeyProblem): string {
  return `"keys.${command}" ${what}${/[.?]$/.test(what) ? '' : '.'}`;
}

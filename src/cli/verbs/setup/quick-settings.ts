import { openRecordsWorld } from '../../../operations/context/records-world.ts';
import { printSettings } from '../../output/settings-table.ts';
import type { Shell } from '../../verb.ts';

/**
 * `agents settings` of someone who names no agent and binds no keys: to check those takes the rules of every agent and
 * every command of the view. Undefined otherwise, and nothing is printed then.
 */
export async function quickSettings(words: readonly string[], shell: Shell): Promise<number | undefined> {
  if (words.some(word => word !== '--json')) return undefined;
  const world = openRecordsWorld(shell.env, shell);
  const isChecked = ({ agent, keys }: (typeof world.layers)[number]['values']) =>
    agent === undefined && keys === undefined;
  if (world.described !== undefined || !world.layers.every(({ values }) => isChecked(values)))
    return undefined;
  return printSettings(shell, world, words.length > 0);
}

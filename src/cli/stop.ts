import type { Effect } from '../core/effects.ts';
import { safeText } from '../core/safe-text.ts';
import { displayName } from '../core/view-state.ts';
import { openWorld } from '../runtime/world.ts';
import { perform } from '../runtime.ts';
import { requireOne, shellPort } from './words.ts';

/** `agents stop <id|name>`: ends the process and keeps the row. */
export async function stop(words: readonly string[]): Promise<number> {
  return act(words, 'stop', 'stopped');
}

/** `agents rm <id|name>`: ends the process and takes the row away; the record goes to the trash. */
export async function remove(words: readonly string[]): Promise<number> {
  return act(words, 'remove', 'removed');
}

async function act(words: readonly string[], type: 'stop' | 'remove', done: string): Promise<number> {
  const world = openWorld(process.env);
  const session = requireOne(world, words[0], `agents ${type === 'stop' ? 'stop' : 'rm'} <id|name>`);
  const effect: Effect = { type, id: session.id };
  const port = shellPort();
  await perform(world, effect, port);
  if (port.failed()) return 1;
  process.stdout.write(`${done} · ${session.id} · ${safeText(displayName(session))}\n`);
  return 0;
}

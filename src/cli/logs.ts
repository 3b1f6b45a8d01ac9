import { parseArgs } from 'node:util';
import { safeText } from '../core/safe-text.ts';
import { openPlainWorld } from '../runtime/plain-world.ts';
import { wordsElsewhere } from '../runtime/words-elsewhere.ts';
import { lastScreen } from '../system/last-screen.ts';
import { UsageError } from './usage-error.ts';
import { verbTable } from './verbs.ts';
import { requireOne } from './words.ts';

const { usage, options } = verbTable.logs;

/** `agents logs <id|name>`: the latest output, as plain text. */
export async function logs(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options,
  });
  const count = Number(values.lines);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`-n takes a whole number above 0. ${usage}`);
  const world = openPlainWorld(process.env);
  const session = requireOne(world, positionals[0], usage);
  const place = session.conclusion.tmux;
  if (!place) {
    const words = wordsElsewhere(world, session).slice(-count);
    const shown = words.length > 0 ? words : [session.conclusion.summary];
    process.stdout.write(`${shown.map(line => safeText(line)).join('\n')}\n`);
    return 0;
  }
  const kept = session.conclusion.process === 'exited' ? lastScreen(world.paths, session.id) : undefined;
  const lines = kept ?? (await world.backend.history(place, count));
  process.stdout.write(`${lines.slice(-count).join('\n')}\n`);
  return 0;
}

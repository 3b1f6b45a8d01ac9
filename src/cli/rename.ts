import { parseArgs } from 'node:util';
import { safeText } from '../core/text/safe-text.ts';
import { displayName } from '../core/view/view-state.ts';
import { openRecordsWorld } from '../runtime/records-world.ts';
import { nudge } from '../system/files/watch.ts';
import { writeMarks } from '../system/records/marks.ts';
import { writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { verbTable } from './verbs.ts';
import { requireOne, requireSome, toEach } from './words.ts';

/** `agents rename <id|name> <new name>`: the row's name, as Ctrl+R does; its tmux session keeps its own. */
export async function rename(words: readonly string[]): Promise<number> {
  const { options, usage } = verbTable.rename;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [target, ...rest] = positionals;
  const name = rest.join(' ').replace(/\s+/g, ' ').trim();
  if (target !== undefined && name === '') throw new UsageError(`What is its new name? ${usage}`);
  const world = openRecordsWorld(process.env);
  const session = requireOne(world, [target], usage);
  writeMarks(world.paths, session.id, { name });
  nudge(world.paths, 'changed');
  const before = displayName(session);
  const entry = { id: session.id, name, before };
  const line = `renamed · ${session.id} · ${safeText(before)} → ${safeText(name)}`;
  writeOutput(`${values.json ? JSON.stringify(entry, null, 2) : line}\n`);
  return 0;
}

/** `agents pin <id|name>… [--off]`: keeps rows at the top, and ended ones from being tidied away. */
export async function pin(words: readonly string[]): Promise<number> {
  const { options, usage } = verbTable.pin;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openRecordsWorld(process.env);
  const sessions = requireSome(world, positionals, usage);
  const pinned = values.off !== true;
  const code = await toEach(sessions, {
    json: values.json,
    act: async ({ id }) => {
      writeMarks(world.paths, id, { pinned });
      return { pinned };
    },
    line: session => `${pinned ? 'pinned' : 'unpinned'} · ${session.id} · ${safeText(displayName(session))}`,
  });
  nudge(world.paths, 'changed');
  return code;
}

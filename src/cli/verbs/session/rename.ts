import { parseArgs } from 'node:util';
import { displayName } from '../../../core/session/display-name.ts';
import { safeName } from '../../../core/session/names.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { renameSession } from '../../../operations/lifecycle/rename.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireOne } from '../../words.ts';

/** `agents rename <id|name> <new name>`: the row's name, as Ctrl+R does, and that of its tmux session. */
export async function rename(words: readonly string[], shell: Shell): Promise<number> {
  const { options, usage } = verbTable.rename;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [target, ...rest] = positionals;
  const name = safeName(rest.join(' '));
  if (target !== undefined && name === '') throw new UsageError('What is its new name?', usage);
  const world = openPlainWorld(shell.env, shell);
  const session = requireOne({ shell, world }, [target], usage);
  await renameSession(world, session, name);
  const before = displayName(session);
  const entry = { id: session.id, name, before };
  const line = `renamed · ${session.id} · ${safeText(before)} → ${safeText(name)}`;
  shell.output.write(`${values.json ? safeJson(entry, 2) : line}\n`);
  return 0;
}

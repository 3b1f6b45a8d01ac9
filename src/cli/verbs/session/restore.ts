import { parseArgs } from 'node:util';
import { UserError } from '../../../core/errors/user-error.ts';
import { namedBy } from '../../../core/find/find.ts';
import { shortAgo } from '../../../core/text/age.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openRecordsWorld, type RecordsWorld } from '../../../operations/context/records-world.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { restorable, restoreSession } from '../../../operations/lifecycle/restore.ts';
import { keptMs, type TrashEntry } from '../../../system/store/job/trash.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

/** `agents restore [<id|name>]`: brings a deleted session and its worktree back; without one, lists what there is. */
export async function restore(words: readonly string[], shell: Shell): Promise<number> {
  const { options } = verbTable.restore;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openRecordsWorld(shell.env, shell);
  const [word] = positionals;
  if (word === undefined || values.list) return list(shell, world, values.json ?? false);
  const { id } = entryOf(world, word);
  const { name, note } = await restoreSession(world, id);
  ensureSupervisor(world);
  if (note) shell.writeError(`agents: ${safeText(note)}\n`);
  shell.output.write(`restored · ${id} · ${safeText(name)}\n`);
  return 0;
}

/** By id or name, or a beginning of one that is unique; of those with one name the latest. */
function entryOf(world: RecordsWorld, word: string): TrashEntry {
  const { items } = namedBy(restorable(world), word, ({ spec }) => [spec.name, spec.slug]);
  const [found] = items;
  const names = new Set(items.map(({ spec }) => spec.name));
  if (found && names.size === 1) return found;
  if (found) {
    const some = items.slice(0, 5).map(({ id, spec }) => `${id} (${safeText(spec.name)})`);
    const what = `"${safeText(word)}" could be ${items.length} sessions: ${some.join(', ')}.`;
    throw new UserError('several-sessions', what, { advice: 'Write more of it, or an id.' });
  }
  throw new UserError('no-session', `There is no deleted session "${safeText(word)}".`, {
    advice: 'agents restore lists what there is.',
  });
}

function list({ output }: Shell, world: RecordsWorld, isJson: boolean): number {
  const entries = restorable(world);
  if (isJson) {
    output.write(`${safeJson(entries.map(entryJson), 2)}\n`);
    return 0;
  }
  if (entries.length === 0) output.write('The trash is empty.\n');
  const now = world.now();
  for (const { id, spec, at, trashed } of entries) {
    const words = trashed?.words ? ` · ${trashed.words}` : '';
    output.write(`${id}  ${safeText(spec.name)} · deleted ${shortAgo(now - at)}${words}\n`);
  }
  return 0;
}

function entryJson({ id, spec, at, trashed }: TrashEntry) {
  const { name, worktree } = spec;
  const kept = trashed && { worktree: trashed.worktree, branch: trashed.branch, lost: trashed.words };
  return { id, name, deletedAt: at, until: at + keptMs, cwd: worktree?.from ?? spec.cwd, ...kept };
}

import { parseArgs } from 'node:util';
import { listEntry } from '../../../core/session/list-entry.ts';
import { withUnreadable } from '../../../core/session/unreadable.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeLines } from '../../../core/text/safe-text.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { recordSource } from '../../../operations/source/record-source.ts';
import { directoryIn, sessionsIn } from '../../arguments/sessions-in.ts';
import { untilInterrupted } from '../../output/until-interrupted.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

/** While nothing is nudged the files are looked at all the same. */
const lookMs = 900;

/** What a line of `agents watch` tells of its session. */
type Change = 'listed' | 'added' | 'changed' | 'removed';

/**
 * `agents watch`: a line of JSON for every session, then one for each change, as `agents list --json` has them and
 * with `change` in front. Ends with Ctrl+C, or when nobody reads any more.
 */
export async function watch(words: readonly string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({ args: [...words], options: verbTable.watch.options });
  const world = openPlainWorld(shell.env, shell);
  for (const problem of world.problems) shell.writeError(`agents: ${safeLines(problem).join('\n')}\n`);
  const source = recordSource(world.paths, directoryIn(shell, values.cwd));
  // A wrong word is told at once, and not later, when the directory is removed.
  sessionsIn(shell, source.read().sessions, values.cwd);
  let shown: ReadonlyMap<string, string> | undefined;
  const look = () => {
    const { sessions, bad, changed } = source.read();
    if (!changed && shown) return;
    const next = new Map(
      withUnreadable(sessions, bad).map(session => [session.id, safeJson(listEntry(session))]),
    );
    for (const line of changesBetween(shown, next)) shell.output.write(`${line}\n`);
    shown = next;
  };
  ensureSupervisor(world);
  const closeWatch = source.watch(look);
  look();
  const timer = setInterval(() => {
    ensureSupervisor(world);
    look();
  }, lookMs);
  await untilInterrupted();
  clearInterval(timer);
  closeWatch();
  return 0;
}

function changesBetween(
  before: ReadonlyMap<string, string> | undefined,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const lines: string[] = [];
  for (const [id, entry] of after) {
    const known = before?.get(id);
    if (known !== entry) lines.push(line(!before ? 'listed' : known ? 'changed' : 'added', entry));
  }
  for (const [id, entry] of before ?? []) if (!after.has(id)) lines.push(line('removed', entry));
  return lines;
}

/** The entry is an object's text already. */
function line(change: Change, entry: string): string {
  return `{"change":"${change}",${entry.slice(1)}`;
}

import { parseArgs } from 'node:util';
import { listEntry } from '../../../core/session/list-entry.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeLines } from '../../../core/text/safe-text.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { sessionCache } from '../../../system/store/job/session-cache.ts';
import { sessionsUnder } from '../../../system/store/job/sessions-under.ts';
import { withUnreadable } from '../../../system/store/job/unreadable-rows.ts';
import { watchNudges } from '../../../system/watch/watch.ts';
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
  const cache = sessionCache(world.paths);
  // A wrong word is told at once, and not later, when the directory is removed.
  sessionsIn(shell, cache.read().sessions, values.cwd);
  const under = directoryIn(shell, values.cwd);
  let shown: ReadonlyMap<string, string> | undefined;
  const look = () => {
    const { sessions, bad, changed } = cache.read();
    if (!changed && shown) return;
    const all = under === undefined ? withUnreadable(sessions, bad) : sessionsUnder(sessions, under);
    const next = new Map(all.map(session => [session.id, safeJson(listEntry(session))]));
    for (const line of changesBetween(shown, next)) shell.output.write(`${line}\n`);
    shown = next;
  };
  ensureSupervisor(world);
  const closeWatch = watchNudges(world.paths, 'changed', look);
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

import { parseArgs } from 'node:util';
import { safeText } from '../../../core/text/safe-text.ts';
import { readDiff } from '../../../core/worktree/diff.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { workPlaceOf } from '../../../operations/worktree/diff.ts';
import { printWorkDiff, workDiff } from '../../../system/git/work/work-diff.ts';
import { printedDiff } from '../../../ui/view/diff-lines.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireOne } from '../../words.ts';

const mostBytes = 64_000_000;

/**
 * `agents diff <id|name> [--stat]`: what a session has changed since it began. A terminal gets colours and no control
 * characters; a pipe gets git's bytes, which `git apply` takes.
 */
export async function diff(words: readonly string[], shell: Shell): Promise<number> {
  const { options, usage } = verbTable.diff;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const place = workPlaceOf(
    requireOne({ shell, world: openPlainWorld(shell.env, shell) }, positionals, usage),
  );
  const own = values.stat ? ['--stat'] : [];
  if (!shell.output.isTTY) {
    await printWorkDiff(place, values.stat ? own : ['--binary']);
    return 0;
  }
  const { stdout } = await workDiff(place, own, mostBytes);
  const look = { colours: shell.env['NO_COLOR'] ? 'none' : '16', unicode: true } as const;
  const lines = values.stat
    ? stdout.split('\n').map(line => safeText(line, { keepIndent: true }))
    : printedDiff(look, readDiff(stdout));
  shell.output.write(stdout === '' ? 'Nothing has been changed.\n' : `${lines.join('\n')}\n`);
  return 0;
}

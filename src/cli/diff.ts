import { parseArgs } from 'node:util';
import { readDiff } from '../core/sessions/diff.ts';
import { safeText } from '../core/text/safe-text.ts';
import { printedDiff } from '../core/view/diff-lines.ts';
import { workPlaceOf } from '../runtime/diff.ts';
import { openPlainWorld } from '../runtime/plain-world.ts';
import { printWorkDiff, workDiff } from '../system/git/work-diff.ts';
import { writeOutput } from './output.ts';
import { verbTable } from './verbs.ts';
import { requireOne } from './words.ts';

const mostBytes = 64_000_000;

/**
 * `agents diff <id|name> [--stat]`: what a session has changed since it began. A terminal gets colours and no control
 * characters; a pipe gets git's bytes, which `git apply` takes.
 */
export async function diff(words: readonly string[]): Promise<number> {
  const { options, usage } = verbTable.diff;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const place = workPlaceOf(requireOne(openPlainWorld(process.env), positionals, usage));
  const own = values.stat ? ['--stat'] : [];
  if (!process.stdout.isTTY) {
    await printWorkDiff(place, values.stat ? own : ['--binary']);
    return 0;
  }
  const { stdout } = await workDiff(place, own, mostBytes);
  const look = { colours: process.env['NO_COLOR'] ? 'none' : '16', unicode: true } as const;
  const lines = values.stat
    ? stdout.split('\n').map(line => safeText(line, { keepIndent: true }))
    : printedDiff(look, readDiff(stdout));
  writeOutput(stdout === '' ? 'Nothing has been changed.\n' : `${lines.join('\n')}\n`);
  return 0;
}

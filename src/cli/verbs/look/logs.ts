import { parseArgs } from 'node:util';
import { summaryForShell } from '../../../core/lifecycle/restart-words.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openPlainWorld, type World } from '../../../operations/context/plain-world.ts';
import { lastOutput, lastWordsKept } from '../../../operations/screen/last-output.ts';
import { lastScreen } from '../../../system/store/history/last-screen.ts';
import { agentOutput } from '../../output/plain-output.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireOne } from '../../words.ts';

const { usage, options } = verbTable.logs;

/** `agents logs <id|name> [-n LINES] [-f] [--json]`: the latest output, as plain text, and with -f what follows. */
export async function logs(words: readonly string[], shell: Shell): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const count = Number(values.lines);
  if (!Number.isInteger(count) || count < 1) throw new UsageError('-n takes a whole number above 0.', usage);
  const world = openPlainWorld(shell.env, shell);
  const session = requireOne({ shell, world }, positionals, usage);
  if (values.follow) {
    const { follow } = await import('../../output/follow.ts');
    return follow({ shell, world }, session, { count, json: values.json === true });
  }
  const lines = (await latestLines(world, session, count)).slice(-count);
  const entry = { id: session.id, name: displayName(session), lines };
  shell.output.write(`${values.json ? safeJson(entry, 2) : lines.join('\n')}\n`);
  return 0;
}

async function latestLines(world: World, session: Session, count: number): Promise<readonly string[]> {
  const { place, process, summary } = session.status;
  if (!place) {
    const words = lastOutput(world, session);
    return (words.length > 0 ? words : [summary]).map(line => safeText(line));
  }
  const hasEnded = process === 'exited';
  const kept = hasEnded ? lastScreen(world.paths, session.id) : undefined;
  const more = session.spec.kind === 'exec' ? count : count + screenLines;
  const lines = kept ?? (await world.backend.history({ place, id: session.id }, more));
  if (lines) return agentOutput(session, lines);
  return lastWordsKept(world, session, count).map(line =>
    safeText(summaryForShell(line), { keepIndent: true }),
  );
}

/** More than a screen: below few words stand empty lines down to the composer at its end. */
const screenLines = 300;

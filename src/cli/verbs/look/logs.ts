import { parseArgs } from 'node:util';
import { summaryForShell } from '../../../core/lifecycle/restart-words.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import type { Output, SessionSource } from '../../../core/source.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { localSource } from '../../../operations/source/local-source.ts';
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
  const source = localSource(world);
  if (values.follow) {
    const { follow } = await import('../../output/follow.ts');
    return follow({ shell, source }, session, { count, json: values.json === true });
  }
  const latest = await latestLines(source, session, count);
  const lines = latest.lines.slice(-count);
  const entry = { id: session.id, name: displayName(session), lines };
  if (latest.lack !== undefined && lines.length < count) shell.writeError(`agents: ${latest.lack}\n`);
  shell.output.write(`${values.json ? safeJson(entry, 2) : lines.join('\n')}\n`);
  return 0;
}

async function latestLines(
  source: SessionSource,
  session: Session,
  count: number,
): Promise<Pick<Output, 'lines' | 'lack'>> {
  const { place, summary } = session.status;
  const more = session.spec.kind === 'exec' ? count : count + screenLines;
  const { lines, from, ...told } = await source.history(session, more);
  if (from !== 'records') return { ...told, lines: await agentOutput(session, lines) };
  if (!place) return { lines: (lines.length > 0 ? lines : [summary]).map(line => safeText(line)) };
  return { lines: lines.map(line => safeText(summaryForShell(line), { keepIndent: true })) };
}

/** More than a screen: below few words stand empty lines down to the composer at its end. */
const screenLines = 300;

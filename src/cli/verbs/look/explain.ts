import { parseArgs } from 'node:util';
import { agentNames, findAgent } from '../../../core/agents/index.ts';
import type { Screen } from '../../../core/screen/screen.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { rowSummary } from '../../../core/session/trouble.ts';
import { shortAgo } from '../../../core/text/age.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeLines, safeText } from '../../../core/text/safe-text.ts';
import { openWorld } from '../../../operations/context/world.ts';
import { readGiven } from '../../../system/files/read-given.ts';
import { reasonOf } from '../../../system/files/reason.ts';
import { writeOutput } from '../../output/output.ts';
import { UsageError } from '../../output/usage-error.ts';
import { readStandardInput, requireOne } from '../../words.ts';

const usage = 'agents explain <id|name> | agents explain --screen FILE --agent NAME [--title T] [--json]';

/** Why a session's state is what it is, or what a saved screen says to an agent's rules. */
export async function explain(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      screen: { type: 'string' },
      agent: { type: 'string' },
      title: { type: 'string' },
      cursor: { type: 'string' },
    },
  });
  // Settings can describe agents of their own, so they are read in either case.
  const world = openWorld(process.env);
  if (values.screen !== undefined) return explainScreen(values.screen, values);
  const session = requireOne(world, positionals, usage);
  if (values.json) print(safeJson(explanation(session), 2));
  else print(explanationText(session, world.now()));
  return 0;
}

interface ScreenOptions {
  readonly agent?: string;
  readonly title?: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

async function explainScreen(file: string, options: ScreenOptions): Promise<number> {
  const agent = findAgent(options.agent ?? '');
  if (!agent) {
    const problem = options.agent ? `There is no agent "${options.agent}".` : '--screen needs --agent.';
    throw new UsageError(`${problem} Known: ${agentNames().join(', ')}. ${usage}`);
  }
  const { state, waitingFor, rule, question, summary } = agent.readScreen(await screenFrom(file, options));
  if (options.json) print(safeJson({ state, waitingFor, rule, question, summary }, 2));
  else {
    print(`${waitingFor ? `${state} (${waitingFor})` : state}, by rule ${rule}`);
    if (question) print(safeJson(question, 2));
  }
  return 0;
}

/** A saved screen, with or without colour codes; `--cursor X,Y` counts cells from 0. */
async function screenFrom(file: string, { title = '', cursor }: ScreenOptions): Promise<Screen> {
  const text = await readScreenFile(file);
  const lines = safeLines(text.replace(/\n$/, '')).map(line => line.trimEnd());
  const [x, y] = (cursor ?? '').split(',').map(Number);
  return {
    lines,
    title: safeText(title, { keepIndent: true }),
    cursorX: Number.isInteger(x) && cursor ? (x ?? -1) : -1,
    cursorY: Number.isInteger(y) ? (y ?? -1) : -1,
    width: Math.max(80, ...lines.map(line => line.length)),
    height: lines.length,
  };
}

async function readScreenFile(file: string): Promise<string> {
  if (file === '-') return readStandardInput();
  try {
    return await readGiven(file);
  } catch (error) {
    throw new Error(`The screen ${file} could not be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function explanation(session: Session) {
  const { state, waitingFor, question, summary, since, process, evidence } = session.status;
  return {
    id: session.id,
    name: displayName(session),
    state,
    waitingFor,
    since,
    summary,
    process,
    question,
    evidence,
  };
}

function explanationText(session: Session, now: number): string {
  const { status } = session;
  const waiting = status.waitingFor ? ` (${status.waitingFor})` : '';
  const head = `${safeText(displayName(session))}: ${status.state}${waiting}, ${shortAgo(now - status.since)}`;
  const rows = status.evidence.map(({ source, rule, at, says, decided }) =>
    [decided ? '→' : ' ', says.padEnd(11), source.padEnd(12), rule.padEnd(34), shortAgo(now - at)].join(' '),
  );
  const none = '  no evidence yet: the supervisor has not looked at it';
  const row = rowSummary(status);
  const says = row === '' ? [] : [`row: ${safeText(row)}`];
  return [head, ...says, `process: ${status.process}`, ...(rows.length > 0 ? rows : [none])].join('\n');
}

function print(text: string): void {
  writeOutput(`${text}\n`);
}

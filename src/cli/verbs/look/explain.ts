import { parseArgs } from 'node:util';
import { readGeneralScreen } from '../../../core/agents/general/general-screen.ts';
import { isGeneral } from '../../../core/agents/general/with-general-rules.ts';
import { agentNames, findNamed } from '../../../core/agents/index.ts';
import { UserError } from '../../../core/errors/user-error.ts';
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
import { givenPath } from '../../arguments/given-path.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { readStandardInput, requireOne } from '../../words.ts';

const usage = 'agents explain <id|name> | agents explain --screen FILE [--agent NAME] [--title T] [--json]';

/** Why a session's state is what it is, or what a saved screen says to an agent's rules. */
export async function explain(words: readonly string[], shell: Shell): Promise<number> {
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
  const world = openWorld(shell.env, shell);
  if (values.screen !== undefined) return explainScreen(shell, values.screen, values);
  const session = requireOne({ shell, world }, positionals, usage);
  if (values.json) print(shell, safeJson(explanation(session), 2));
  else print(shell, explanationText(session, world.now()));
  return 0;
}

interface ScreenOptions {
  readonly agent?: string;
  readonly title?: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

async function explainScreen(shell: Shell, file: string, options: ScreenOptions): Promise<number> {
  const agent = options.agent === undefined ? undefined : findNamed(options.agent);
  if (!agent && options.agent !== undefined) {
    throw new UsageError(
      `There is no agent "${safeText(options.agent)}". Known: ${agentNames().join(', ')}.`,
      usage,
    );
  }
  const screen = screenFrom(await readScreenFile(shell, file), options);
  const reading = agent ? agent.readScreen(screen) : readGeneralScreen(screen);
  const { state, waitingFor, rule, question, summary, ifWorked } = reading;
  if (options.json) print(shell, safeJson({ state, waitingFor, rule, question, summary, ifWorked }, 2));
  else {
    const why = agent && isGeneral(reading) ? ` (a general rule: none of ${agent.label}'s own fits)` : '';
    const after = ifWorked ? `; after a turn ${ifWorked.state}` : '';
    print(shell, `${waitingFor ? `${state} (${waitingFor})` : state}, by rule ${rule}${why}${after}`);
    if (question) print(shell, safeJson(question, 2));
  }
  return 0;
}

/** A saved screen, with or without colour codes; `--cursor X,Y` counts cells from 0. */
function screenFrom(text: string, { title = '', cursor }: ScreenOptions): Screen {
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

async function readScreenFile(shell: Shell, file: string): Promise<string> {
  if (file === '-') return readStandardInput(shell.input.stream());
  try {
    return await readGiven(givenPath(file, shell));
  } catch (error) {
    throw new UserError('bad-input', `The screen ${file} could not be read: ${reasonOf(error)}.`, {
      cause: error,
    });
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
  const general = status.evidence.some(each => each.decided && isGeneral(each))
    ? [generalWords(session)]
    : [];
  const process = `process: ${status.process}`;
  return [head, ...says, process, ...(rows.length > 0 ? rows : [none]), ...general].join('\n');
}

function generalWords({ spec }: Session): string {
  const agent = findNamed(spec.agent);
  const why = agent ? `none of ${agent.label}'s own rules fits this screen` : 'nobody described this program';
  return `a general rule decided: ${why}`;
}

function print({ output }: Shell, text: string): void {
  output.write(`${text}\n`);
}

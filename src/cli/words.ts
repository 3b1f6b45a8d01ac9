import type { Readable } from 'node:stream';
import { codeOf } from '../core/errors/code-of.ts';
import type { ErrorCode } from '../core/errors/error-codes.ts';
import { UserError } from '../core/errors/user-error.ts';
import { type Found, findByWord } from '../core/find/find.ts';
import { displayName } from '../core/session/display-name.ts';
import type { Session } from '../core/session/session.ts';
import { type Unreadable, withUnreadable } from '../core/session/unreadable.ts';
import type { SessionList } from '../core/source.ts';
import { safeJson } from '../core/text/safe-output.ts';
import { clip, safeLines, safeText } from '../core/text/safe-text.ts';
import type { RecordsWorld } from '../operations/context/records-world.ts';
import { ensureSupervisor } from '../operations/dispatch/supervisor-start.ts';
import { type Port, sizeOf } from '../operations/port.ts';
import { recordSource } from '../operations/source/record-source.ts';
import { fullDiskProblem } from '../system/files/full-disk.ts';
import { maxFileBytes } from '../system/files/read-file.ts';
import { notEnded, tooLong } from '../system/files/read-given.ts';
import { reasonOf } from '../system/files/reason.ts';
import { isWithin } from '../system/machine/clock-jump.ts';
import { UsageError } from './output/usage-error.ts';
import type { Shell } from './verb.ts';

const startingMs = 3000;

/** Where a verb was called, and what it has opened there. */
export interface Called {
  readonly shell: Shell;
  readonly world: RecordsWorld;
}

/** Every session on record. Starts the supervisor when none runs, since states may be old then, and says so. */
export function readSessions(called: Called): readonly Session[] {
  return readAll(called).sessions;
}

/** The same, and a row for each record that cannot be read. */
export function readRows(called: Called): readonly Session[] {
  const { sessions, bad } = readAll(called);
  return withUnreadable(sessions, bad);
}

function readAll({ shell: { writeError }, world }: Called): Pick<SessionList, 'sessions' | 'bad'> {
  const { sessions, bad } = recordSource(world.paths).read();
  const full = fullDiskProblem(world.paths.home);
  for (const problem of [...world.problems, ...badSentences(bad), ...(full ? [full] : [])]) {
    writeError(`agents: ${problem}\n`);
  }
  const wasRunning = sessions.length === 0 || ensureSupervisor(world);
  // One that a dispatch has just started has not taken its lock yet.
  const isStarting = sessions.some(({ spec }) => isWithin(startingMs, spec.createdAt, world.now()));
  if (!wasRunning && !isStarting) {
    writeError('agents: the supervisor was not running and was started; states may be a second old.\n');
  }
  return { sessions, bad };
}

/** After a step back to an older agents none of them can be read. */
const mostSaid = 5;

function badSentences(bad: readonly Unreadable[]): readonly string[] {
  const more = bad.length - mostSaid;
  const rest = more > 0 ? [`${more} more records cannot be read; agents list shows each as a row.`] : [];
  return [...bad.slice(0, mostSaid).map(badWords), ...rest];
}

function badWords({ id, problem }: Unreadable): string {
  return `${problem} \`agents stop ${id}\` ends what runs of it; \`agents rm ${id}\` ends it and moves its record to the trash.`;
}

/** The one session that the only word names. Throws a sentence. */
export function requireOne(called: Called, words: readonly (string | undefined)[], usage: string): Session {
  const [word, extra] = words;
  if (!word) throw new UsageError('Which session?', usage);
  if (extra !== undefined) throw new UsageError(`"${safeText(extra)}" is left over.`, usage);
  const found: Found = findByWord(readRows(called), word);
  if ('problem' in found) throw found.problem;
  const { id, unreadable } = found.session;
  // What is wrong has been said already.
  if (unreadable !== undefined)
    throw new UserError('unreadable-record', `The record of session ${id} cannot be read.`);
  return found.session;
}

/** A word that names no session, or several, and the sentence about it. */
interface Unfound {
  readonly word: string;
  readonly problem: string;
  readonly code: ErrorCode;
  /** It is the id of a session whose record cannot be read. */
  readonly id?: string;
}

/** The sessions that the words name, each once, in the order of the words; a wrong word does not keep the others from it. */
export function requireSome(
  called: Called,
  words: readonly string[],
  usage: string,
): readonly (Session | Unfound)[] {
  if (words.length === 0) throw new UsageError('Which session?', usage);
  const rows = readRows(called);
  const unreadable = new Map<string, Unfound>();
  const found = [...new Set(words)].map(word => {
    const each = findByWord(rows, word);
    if ('problem' in each) return { word, problem: each.problem.message, code: each.problem.code };
    const { id, unreadable: problem } = each.session;
    if (problem === undefined) return each.session;
    const known = unreadable.get(id) ?? { word, problem, code: 'unreadable-record' as const, id };
    unreadable.set(id, known);
    return known;
  });
  return [...new Set(found)];
}

interface EachOptions {
  readonly json: boolean | undefined;
  /** What is added to the JSON of a session. */
  readonly act: (session: Session) => Promise<object>;
  readonly line: (session: Session) => string;
  /** For an id whose record cannot be read; without it that is only said. Resolves to its line and JSON. */
  readonly unreadable?: (id: string) => Promise<{ readonly line: string; readonly json: object }>;
}

/** Does the same to each session and says what became of it; one that fails does not keep the others from it. */
export async function toEach(
  { output, writeError }: Shell,
  sessions: readonly (Session | Unfound)[],
  { json, act, line, unreadable }: EachOptions,
): Promise<number> {
  const results: object[] = [];
  let code = 0;
  const fail = (entry: object, problem: string, reason: ErrorCode) => {
    code = 1;
    results.push({ ...entry, problem, code: reason });
    writeError(`agents: ${safeLines(problem).join('\n')}\n`);
  };
  for (const session of sessions) {
    const isUnfound = 'problem' in session;
    if (isUnfound && (session.id === undefined || !unreadable)) {
      fail(session, session.problem, session.code);
      continue;
    }
    const entry = isUnfound ? { id: session.id } : { id: session.id, name: displayName(session) };
    try {
      const done = isUnfound
        ? await unreadable?.(session.id ?? '')
        : { json: await act(session), line: line(session) };
      results.push({ ...entry, ...done?.json });
      if (!json) output.write(`${done?.line}\n`);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      fail(entry, problem, codeOf(error));
    }
  }
  if (json) output.write(`${safeJson(results, 2)}\n`);
  return code;
}

/** A port for verbs: what the runtime has to say goes to the terminal; a failure is remembered for the exit code. */
export function shellPort(
  { output, writeError }: Shell,
  give: Port['attach'] = async () => {},
): Port & { readonly failed: () => boolean } {
  let failed = false;
  let isWaiting = false;
  // A line without an end, so that it can go again.
  const clear = () => {
    if (isWaiting) output.write('\r\x1b[K');
    isWaiting = false;
  };
  return {
    notice: (text, tone) => {
      const isProblem = tone === 'failure' || tone === 'attention';
      failed ||= isProblem;
      clear();
      if (isProblem) writeError(`agents: ${text}\n`);
      else output.write(`${text}\n`);
    },
    waiting: text => {
      clear();
      output.write(clip(safeText(text), (output.columns || 80) - 1));
      isWaiting = true;
    },
    recorded: () => {},
    refused: () => {},
    unsent: () => {},
    attach: (argv, environment) => {
      clear();
      return give(argv, environment);
    },
    terminalSize: () => sizeOf(output),
    edited: () => {},
    worked: () => {},
    diffed: () => {},
    leave: () => {},
    failed: () => failed,
  };
}

/** What writes to us may run for long, such as a build; a person at a terminal takes any time. */
const inputMs = 10 * 60_000;

/**
 * All of standard input, for the word `-`. Rejects with a sentence when it cannot be read, is longer than 1 MB or, unless
 * it is a terminal, does not end in time.
 */
export async function readStandardInput(
  input: Readable & { readonly isTTY?: boolean },
  mostMs = inputMs,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const timer = input.isTTY
    ? undefined
    : setTimeout(() => input.destroy(new Error(notEnded(mostMs))), mostMs);
  try {
    for await (const chunk of input) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > maxFileBytes) throw new Error(tooLong(maxFileBytes));
    }
  } catch (error) {
    throw new UserError(
      'bad-input',
      `Standard input could not be read: ${reasonOf(error)}. Nothing was done.`,
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

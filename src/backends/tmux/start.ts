import { sessionEnvironment } from '../../core/lifecycle/foreign-variables.ts';
import { withClaim } from '../../system/processes/lock-file.ts';
import { askedOnce, isNoServer, type TmuxAnswer, tmux, tmuxError, tmuxOutput } from '../../tmux/client.ts';
import { environmentNames } from '../../tmux/environment.ts';
import { fillKeyTable, isKeyTableReady, keyTableMark } from '../../tmux/key-table.ts';
import { isListening, startServer } from '../../tmux/server.ts';
import { socketProblem, type TmuxServer } from '../../tmux/socket.ts';
import { askUnattached, endsUnattached, exitUnattached } from '../../tmux/unattached.ts';
import type { StartRequest } from '../backend.ts';
import { requireId, type TmuxPlace, tmuxPlace } from './place.ts';
import { sessionOptions } from './session-options.ts';

const attempts = 50;
/** How long others may take to start the server. */
const claimMs = 30_000;

/** Creates the session and tags its pane in one invocation, so that no client's death leaves it untagged. */
export async function startSession(server: TmuxServer, request: StartRequest): Promise<TmuxPlace> {
  checkRequest(request);
  // As it is now: a later attempt must not see what changed meanwhile.
  const environment = sessionEnvironment(request.environment ?? process.env);
  await requireServer(server);
  let name = request.slug;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const answer = await createSession(server, creation(server, request, { name, environment }), environment);
    const place = readPlace(server, answer);
    if (place) return settle(server, request, { ...place, isTagged: answer.code === 0 });
    if (!answer.stderr.includes('duplicate session')) {
      throw tmuxError(server, `start session ${request.id}`, answer);
    }
    name = await freeName(server, request.slug, attempt);
  }
  throw new Error(`tmux could not start session ${request.id}: no name like ${request.slug} is free.`);
}

interface Created {
  readonly place: TmuxPlace;
  readonly isTagged: boolean;
  readonly leaves: boolean;
  readonly mark: string;
}

/** On a server of the person's a hook may have renamed the new session, or have ended it. */
async function settle(
  server: TmuxServer,
  request: StartRequest,
  { place, isTagged, leaves, mark }: Created,
): Promise<TmuxPlace> {
  if (leaves) throw new Error(exitUnattached);
  try {
    const { session, pane } = place;
    if (!isTagged) {
      await tmuxOutput(server, sessionOptions(server, request, { session, pane }), askedOnce);
    }
    if (!isKeyTableReady(mark)) await fillKeyTable(server, request.promptColumn);
    return place;
  } catch (error) {
    if (server.configFile !== undefined) throw error;
    await tmux(server, [['kill-pane', '-t', place.pane]], askedOnce);
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`The session could not be kept on your tmux server; a hook there may end it. ${said}`);
  }
}

/**
 * Throws a sentence where a session could not live. A stopped server would start it when it wakes, long after it was told
 * that it could not be started.
 */
async function requireServer(server: TmuxServer): Promise<void> {
  const problem = socketProblem(server.socket, process.env);
  if (problem) throw new Error(problem);
  const answer = await tmux(server, [askUnattached(server)], { timeoutMs: 4000 });
  if (answer.code === 0 && endsUnattached(answer.stdout)) throw new Error(exitUnattached);
}

function checkRequest(request: StartRequest): void {
  requireId(request.id);
  if (!/^[a-z0-9-]{1,100}$/.test(request.slug)) {
    throw new Error(`Session ${request.id} cannot start: its slug may hold only a-z, 0-9 and -.`);
  }
  if (request.argv.length === 0) throw new Error(`Session ${request.id} cannot start: it has no program.`);
  const numbers = [request.promptColumn ?? 0, request.size?.columns ?? 1, request.size?.rows ?? 1];
  if (numbers.every(number => Number.isInteger(number) && number >= 0 && number <= 10_000)) return;
  throw new Error(`Session ${request.id} cannot start: its size or prompt column is not a number of cells.`);
}

async function createSession(
  server: TmuxServer,
  commands: readonly (readonly string[])[],
  environment: NodeJS.ProcessEnv,
): Promise<TmuxAnswer> {
  const answer = await tmux(server, commands, { environment, ...askedOnce });
  if (!isNoServer(answer)) return answer;
  if (server.configFile === undefined)
    return tmux(server, commands, { environment, ...askedOnce, mayStartServer: true });
  // tmux's own lock can let two through on a busy machine: then two servers have one name, and the first is lost.
  await withClaim(`${server.configFile}.start`, claimMs, async () => {
    if (!(await isListening(server))) await startServer(server);
  });
  const second = await tmux(server, commands, { environment, ...askedOnce });
  if (!isNoServer(second)) return second;
  // What listened was on its way out.
  await startServer(server);
  return tmux(server, commands, { environment, ...askedOnce });
}

function creation(
  server: TmuxServer,
  request: StartRequest,
  { name, environment }: { readonly name: string; readonly environment: NodeJS.ProcessEnv },
): readonly (readonly string[])[] {
  const target = `=${name}:`;
  const size = request.size ?? { columns: 200, rows: 50 };
  return [
    // On a server of the user's nothing global is set; there the user's own list of names holds.
    ...(server.configFile === undefined
      ? []
      : [['set-option', '-g', 'update-environment', environmentNames(environment)]]),
    [
      ...['new-session', '-d', '-P', '-F', '#{session_id} #{pane_id}', '-s', name],
      ...['-x', `${size.columns}`, '-y', `${size.rows}`, '--', ...withoutShell(request.argv)],
    ],
    ...sessionOptions(server, request, { pane: target, session: target }),
    askUnattached(server),
    ['show-options', '-gqv', keyTableMark(request.promptColumn)],
  ];
}

/** tmux gives a single argument to a shell; two or more are executed as they are. */
function withoutShell(argv: readonly string[]): readonly string[] {
  return argv.length === 1 ? ['env', ...argv] : argv;
}

/** Its ids are printed as soon as it is there, also when something goes wrong after that. */
function readPlace(server: TmuxServer, answer: TmuxAnswer): Omit<Created, 'isTagged'> | undefined {
  const match = /^(\$\d+) (%\d+)\n(?:(.*)\n(.*))?/.exec(answer.stdout);
  if (!match?.[1] || !match[2]) return undefined;
  return {
    place: tmuxPlace({ socket: server.socket, session: match[1], pane: match[2] }),
    leaves: endsUnattached(match[3] ?? ''),
    mark: match[4] ?? '',
  };
}

/** The lowest free number; later attempts jump, so that many who start at once do not meet again and again. */
export async function freeName(server: TmuxServer, slug: string, attempt: number): Promise<string> {
  const answer = await tmux(server, [['list-sessions', '-F', '#{session_name}']], askedOnce);
  const taken = new Set(answer.stdout.split('\n'));
  let number = 2 + (attempt > 1 ? Math.floor(Math.random() * attempt * 8) : 0);
  while (taken.has(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}

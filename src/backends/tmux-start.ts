import { sessionEnvironment } from '../core/sessions/foreign-variables.ts';
import type { TmuxPlace } from '../core/sessions/session.ts';
import { withClaim } from '../system/files/lock-file.ts';
import { askedOnce, isNoServer, type TmuxAnswer, type TmuxServer, tmux, tmuxError } from '../tmux/client.ts';
import { forgetFocusOnDeath } from '../tmux/dead-pane.ts';
import { environmentNames } from '../tmux/environment.ts';
import { fillKeyTable, isKeyTableReady, keyTableMark, keyTableName } from '../tmux/key-table.ts';
import { isListening, startServer } from '../tmux/server.ts';
import type { StartRequest } from './backend.ts';
import { requireId } from './tmux-place.ts';

const attempts = 50;
/** How long others may take to start the server. */
const claimMs = 30_000;

/** Creates the session and tags its pane in one invocation, so that no client's death leaves it untagged. */
export async function startSession(server: TmuxServer, request: StartRequest): Promise<TmuxPlace> {
  checkRequest(request);
  // As it is now: a later attempt must not see what changed meanwhile.
  const environment = sessionEnvironment(request.environment ?? process.env);
  let name = request.slug;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const answer = await createSession(server, creation(server, request, { name, environment }), environment);
    const place = readPlace(server, answer);
    if (place) {
      if (!isKeyTableReady(place.mark)) await fillKeyTable(server, request.promptColumn);
      return place.place;
    }
    if (!answer.stderr.includes('duplicate session')) {
      throw tmuxError(server, `start session ${request.id}`, answer);
    }
    name = await freeName(server, request.slug, attempt);
  }
  throw new Error(`tmux could not start session ${request.id}: no name like ${request.slug} is free.`);
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
    // On the pane, not on its session: it survives move-pane, and a pane split off does not inherit it.
    ['set-option', '-p', '-t', target, '@agents_id', request.id],
    ['set-option', '-p', '-t', target, '@agents_seq', '0'],
    ['set-option', '-p', '-t', target, '@agents_name', name],
    ['set-option', '-p', '-t', target, 'remain-on-exit', 'on'],
    // On our own server it stands in the configuration.
    ...(server.configFile === undefined
      ? [
          ['set-hook', '-p', '-t', target, 'pane-died', forgetFocusOnDeath],
          // 3.3 and newer: no "Pane is dead" below what the program said last.
          ['set-option', '-pq', '-t', target, 'remain-on-exit-format', ''],
        ]
      : []),
    ['set-option', '-t', target, 'key-table', keyTableName(request.promptColumn)],
    ['show-options', '-gqv', keyTableMark(request.promptColumn)],
  ];
}

/** tmux gives a single argument to a shell; two or more are executed as they are. */
function withoutShell(argv: readonly string[]): readonly string[] {
  return argv.length === 1 ? ['env', ...argv] : argv;
}

function readPlace(
  server: TmuxServer,
  answer: TmuxAnswer,
): { readonly place: TmuxPlace; readonly mark: string } | undefined {
  const match = /^(\$\d+) (%\d+)\n(.*)/.exec(answer.stdout);
  if (answer.code !== 0 || !match?.[1] || !match[2]) return undefined;
  return { place: { socket: server.socket, session: match[1], pane: match[2] }, mark: match[3] ?? '' };
}

/** The lowest free number; later attempts jump, so that many who start at once do not meet again and again. */
export async function freeName(server: TmuxServer, slug: string, attempt: number): Promise<string> {
  const answer = await tmux(server, [['list-sessions', '-F', '#{session_name}']], askedOnce);
  const taken = new Set(answer.stdout.split('\n'));
  let number = 2 + (attempt > 1 ? Math.floor(Math.random() * attempt * 8) : 0);
  while (taken.has(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}

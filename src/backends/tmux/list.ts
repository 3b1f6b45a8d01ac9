import type { Place } from '../../core/screen/place.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import { cleanLabel } from '../../core/text/terminal-text.ts';
import { randomHex } from '../../system/files/random-hex.ts';
import { isNoServer, tmux, tmuxError } from '../../tmux/client.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import { wordsOf } from '../../tmux/unquote.ts';
import type { Listed, Listing, Started } from '../backend.ts';
import { hasEnded, isOnlyGone, requireOwn, type TmuxPlace, tmuxPlace } from './place.ts';

export type TmuxPane = Listed & { readonly place: TmuxPlace };

export interface TmuxListing extends Listing {
  readonly panes: readonly TmuxPane[];
  readonly unmanaged: readonly TmuxPane[];
}

/** Ids and numbers; a program's name is last, where it can disturb nothing. Names of sessions follow, each behind a mark. */
const fields = [
  '#{@agents_id}',
  '#{pane_id}',
  '#{session_id}',
  '#{pane_dead}',
  '#{pane_dead_status}',
  '#{pane_dead_signal}',
  '#{pane_pid}',
  '#{cursor_x}',
  '#{cursor_y}',
  '#{pane_width}',
  '#{pane_height}',
  '#{pane_in_mode}',
  '#{alternate_on}',
  '#{window_activity}',
  '#{window_active_clients}',
  '#{@agents_seq}',
  '#{pane_current_command}',
].join(' ');

const mostOfName = 200;

/** Every pane, those with one of our ids apart, in one invocation; never starts a server. */
export async function listPanes(server: TmuxServer): Promise<TmuxListing> {
  // A program may have a newline in its name; it cannot guess this.
  const mark = randomHex(12);
  const seam = randomHex(12);
  const answer = await tmux(server, [
    ['display-message', '-p', `${mark}#{pid} #{start_time}`],
    ['list-panes', '-a', '-F', `${mark}${fields}${seam}#{session_name}${seam}#{@agents_name}${seam}`],
  ]);
  if (isNoServer(answer)) return { server: undefined, panes: [], unmanaged: [] };
  const [, first = '', ...records] = answer.stdout.split(mark);
  const [pid = 0, startedAt = 0] = first.split(' ').map(Number);
  // Without any session tmux says "no current target".
  if (!pid || (answer.code !== 0 && !answer.stderr.includes('no current target'))) {
    throw tmuxError(server, 'list the sessions', answer);
  }
  if (records.some(hasUnknownEnd)) wakeServer(pid);
  const all = readPanes(server, records, seam);
  return {
    server: { pid, startedAt: startedAt * 1000 },
    panes: all.filter(pane => pane.id !== ''),
    unmanaged: all.filter(pane => pane.id === ''),
  };
}

/** Marked dead, without exit code and without signal. */
function hasUnknownEnd(record: string): boolean {
  return /^[\w-]+ %\d+ \$\d+ 1 {3}/.test(record);
}

/**
 * tmux 3.3a now and then misses the end of a child (1 in 60 on a quiet server, more on a busy machine) and leaves
 * a zombie without exit code until the next child ends. This signal makes it look; the next list knows.
 */
function wakeServer(pid: number): void {
  try {
    process.kill(pid, 'SIGCHLD');
  } catch {
    // Gone meanwhile: the next list tells.
  }
}

/** A window linked into several sessions is listed in each; one pane is one fact. */
function readPanes(server: TmuxServer, records: readonly string[], seam: string): readonly TmuxPane[] {
  const panes = new Map<string, TmuxPane>();
  for (const record of records) {
    const [facts = '', name = '', noted = ''] = record.split(seam);
    const pane = readPane(server, facts, {
      name: cleanLabel(name, mostOfName),
      notedName: cleanLabel(noted, mostOfName),
    });
    if (pane && !panes.has(pane.place.pane)) panes.set(pane.place.pane, pane);
  }
  return [...panes.values()];
}

function readPane(
  server: TmuxServer,
  record: string,
  names: Pick<TerminalFact, 'name' | 'notedName'>,
): TmuxPane | undefined {
  const [id = '', pane = '', session = '', dead, status = '', signal = '', ...rest] = record.split(' ');
  const [pid, cursorX, cursorY, width, height, inMode, alternate, activity, attached, seq] = rest.map(Number);
  if (!/^[A-Za-z0-9_-]{0,64}$/.test(id) || !/^%\d+$/.test(pane)) return undefined;
  return {
    id,
    place: tmuxPlace({ socket: server.socket, session, pane }),
    ...(server.configFile === undefined && { isTheirs: true }),
    dead: hasEnded({ isMarkedDead: dead === '1', result: `${status}${signal}`, pid: pid || 0 }),
    ...(status ? { exitCode: Number(status) } : {}),
    ...(signal ? { signal: Number(signal) } : {}),
    pid: pid || 0,
    command: cleanLabel(rest.slice(10).join(' '), 64),
    cursorX: cursorX || 0,
    cursorY: cursorY || 0,
    width: width || 0,
    height: height || 0,
    inMode: Boolean(inMode),
    alternate: Boolean(alternate),
    activityAt: (activity || 0) * 1000,
    attached: attached || 0,
    questionNumber: seq || 0,
    ...names,
  };
}

/** Tells the server the number of each session's question; a pane that is gone is passed over. */
export async function numberQuestions(
  server: TmuxServer,
  numbers: readonly { readonly place: Place; readonly questionNumber: number }[],
): Promise<void> {
  if (numbers.length === 0) return;
  const lines = numbers.map(({ place, questionNumber }) => {
    const pane = requireOwn(server, place).pane;
    return `set-option -p -t ${pane} @agents_seq ${Math.trunc(questionNumber)}\n`;
  });
  const answer = await tmux(server, [['source-file', '-']], { input: lines.join('') });
  if (answer.code === 0 || isNoServer(answer) || isOnlyGone(answer)) return;
  throw tmuxError(server, 'number the questions', answer);
}

/** Every pane with one of our ids, and what its server was given to start in it, which stays when its record is gone. */
export async function listStarted(server: TmuxServer): Promise<readonly Started[]> {
  const { panes } = await listPanes(server);
  if (panes.length === 0) return [];
  // A path may have a newline in it.
  const mark = randomHex(12);
  const format = `${mark}#{pane_id} #{pane_start_command}`;
  const answer = await tmux(server, [['list-panes', '-a', '-F', format]]);
  if (answer.code !== 0) throw tmuxError(server, 'list what it has started', answer);
  const commands = new Map(
    answer.stdout.split(mark).map(line => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
  );
  return panes.map(pane => ({ pane, argv: wordsOf(commands.get(pane.place.pane) ?? '') }));
}

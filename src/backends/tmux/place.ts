import type { Place } from '../../core/screen/place.ts';
import { askedOnce, type TmuxAnswer, tmux } from '../../tmux/client.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { Target } from '../backend.ts';

export const backendName = 'tmux';

/** What stands in the places of this backend. */
export interface TmuxPlace extends Place {
  /** Name for `tmux -L`, or an absolute path for `tmux -S`. */
  readonly socket: string;
  /** Session id, for example `$3`. */
  readonly session: string;
  /** Pane id, for example `%5`. */
  readonly pane: string;
}

export function tmuxPlace(content: Omit<TmuxPlace, 'backend'>): TmuxPlace {
  return { backend: backendName, ...content };
}

/** What the place holds, which may be read from a damaged file; ids that are none are empty. */
export function contentOf(place: Place): TmuxPlace {
  const { socket = '', session = '', pane = '' }: Partial<TmuxPlace> = place;
  return { backend: place.backend, socket, session, pane };
}

/** Throws when the place is on another server, or is not made of tmux's own ids. */
export function requireOwn(server: TmuxServer, place: Place): TmuxPlace {
  const found = contentOf(place);
  if (found.backend !== backendName) throw new Error(`The session lives in ${found.backend}, not in tmux.`);
  if (found.socket !== server.socket) {
    throw new Error(`The session lives on tmux socket ${found.socket}, not on ${server.socket}.`);
  }
  if (!/^%\d+$/.test(found.pane) || !/^\$\d+$/.test(found.session)) {
    throw new Error('The place of the session is not a tmux pane. Its state file may be damaged.');
  }
  return found;
}

/** A target whose place has been read. */
export type TmuxTarget = Target & { readonly place: TmuxPlace };

export function requireOwnTarget(server: TmuxServer, target: Target): TmuxTarget {
  return { ...target, place: requireOwn(server, target.place) };
}

/** Throws unless the id can stand inside a tmux format. */
export function requireId(id: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new Error('A session id may hold only letters, digits, - and _. The job directory may be damaged.');
}

/** Format that is true while the pane is still the session's. */
export function isTheSession(id: string): string {
  return `#{==:#{@agents_id},${requireId(id)}}`;
}

/** True when the only thing tmux complains of is panes that are gone. */
export function isOnlyGone(answer: TmuxAnswer): boolean {
  const complaints = answer.stderr.split('\n').filter(Boolean);
  return complaints.every(line => /no such pane|can't find pane|no current target/.test(line));
}

export interface PaneProcess {
  readonly isDead: boolean;
  readonly pid: number;
}

/** What runs in the target's pane, or undefined when the pane is gone or is another session's. */
export async function paneProcess(server: TmuxServer, target: TmuxTarget): Promise<PaneProcess | undefined> {
  const format = '#{pane_dead} #{pane_pid} #{pane_dead_status}#{pane_dead_signal} #{@agents_id}';
  const answer = await tmux(server, [['display-message', '-p', '-t', target.place.pane, format]], askedOnce);
  const match = /^([01]) (\d+) (\d*) (.*)\n$/.exec(answer.stdout);
  if (match?.[4] !== target.id) return undefined;
  const pid = Number(match[2]);
  return { isDead: hasEnded({ isMarkedDead: match[1] === '1', result: match[3] ?? '', pid }), pid };
}

/**
 * tmux marks a pane dead as soon as its terminal is closed, which can be before it knows the exit code, or while
 * the program lives on. 3.2 tells nothing of a death by signal: then the process itself is looked for.
 */
export function hasEnded(pane: {
  readonly isMarkedDead: boolean;
  /** Exit code or signal number, or empty. */
  readonly result: string;
  readonly pid: number;
}): boolean {
  return pane.isMarkedDead && (pane.result !== '' || !exists(pane.pid));
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

import { besideBackend, type Place } from '../../core/screen/place.ts';
import type { Target } from '../backend.ts';

export const backendName = besideBackend;

/** What stands in the places of this backend. */
export interface ItermPlace extends Place {
  /** iTerm2's own id of the pane, which it gives to no other. */
  readonly pane: string;
}

export type ItermTarget = Target & { readonly place: ItermPlace };

/** `all` and `active` mean other panes to it2: nothing but a pane's id is ever given to it. */
const paneId = /^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/;

export function isPaneId(word: string): boolean {
  return paneId.test(word);
}

/** As Claude Code finds it out, and as each pane of iTerm2 tells what runs in it. */
export function isInsideIterm(env: NodeJS.ProcessEnv): boolean {
  return env['TERM_PROGRAM'] === 'iTerm.app' || Boolean(env['ITERM_SESSION_ID']);
}

/** The pane in which a program runs, from its environment: `w0t1p0:UUID`. */
export function paneAround(env: NodeJS.ProcessEnv): string | undefined {
  const id = env['ITERM_SESSION_ID']?.split(':').at(-1) ?? '';
  return isPaneId(id) ? id : undefined;
}

/** Throws when the place is another backend's, or was damaged. */
export function requireOwn(place: Place): ItermPlace {
  const { backend, pane = '' }: Partial<ItermPlace> = place;
  if (backend !== backendName) throw new Error(`The session lives in ${backend}, not in ${backendName}.`);
  if (isPaneId(pane)) return { backend, pane };
  throw new Error('The place of the session is not a pane of iTerm2. Its state file may be damaged.');
}

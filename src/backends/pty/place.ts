import type { Place } from '../../core/screen/place.ts';
import type { Target } from '../backend.ts';

export const backendName = 'in-process';

/** What stands in the places of this backend. */
export interface PtyPlace extends Place {
  /** Pid of the process in which the terminal lives. */
  readonly owner: string;
  /** Random, so that a place never stands for two sessions, also when a pid is used again. */
  readonly terminal: string;
}

export type PtyTarget = Target & { readonly place: PtyPlace };

/** From the words of a command line; throws a sentence for what is none. */
export function placeOf(owner: string, terminal: string): PtyPlace {
  const place: PtyPlace = { backend: backendName, owner, terminal };
  return requireOwn(place);
}

/** Throws when the place is another backend's, or was damaged. */
export function requireOwn(place: Place): PtyPlace {
  const { backend, owner = '', terminal = '' }: Partial<PtyPlace> = place;
  if (backend !== backendName) throw new Error(`The session lives in ${backend}, not in ${backendName}.`);
  if (/^\d+$/.test(owner) && /^[0-9a-f]+$/.test(terminal)) return { backend, owner, terminal };
  throw new Error('The place of the session is not a terminal of agents. Its state file may be damaged.');
}

import type { Silence } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';

/** Why its server cannot be asked; its end, screen and question are not known then. */
export function silenceOf(silence: Silence, { status }: Session): string | undefined {
  const { process, place } = status;
  return process === 'alive' && place ? silence.of(place) : undefined;
}

import type { Silence } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';

/** What keeps us from asking its server; its end, its screen and what it waits for are not known then. */
export function silenceOf(silence: Silence, { status }: Session): string | undefined {
  const { process, place } = status;
  return process === 'alive' && place ? silence.of(place) : undefined;
}

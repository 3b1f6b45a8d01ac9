import type { Listing, Survey } from '../../backends/backend.ts';
import { factsOf } from '../../core/lifecycle/status-facts.ts';
import type { Status } from '../../core/session/session.ts';

/** Also when another has been started meanwhile: a session does not live on in a server that is younger than itself. */
export function isServerGone(
  { server: own, serverAt }: Listing & Pick<Survey, 'serverAt'>,
  status: Status,
): boolean {
  const { seenAliveAt } = factsOf(status);
  const server = serverAt && status.place ? serverAt(status.place) : own;
  return server === undefined || (seenAliveAt !== undefined && server.startedAt > seenAliveAt);
}

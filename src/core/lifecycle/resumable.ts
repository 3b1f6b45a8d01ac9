import type { Session } from '../session/session.ts';

/** An agent whose process has ended: attaching or a reply starts it again in its own conversation. */
export function isResumable({ spec, status }: Session): boolean {
  return spec.kind === 'background' && status.process === 'exited';
}

import type { Session } from '../session/session.ts';

/** An agent whose process has ended: attaching or a reply starts it again in its own conversation. */
export function isResumable({ spec, conclusion }: Session): boolean {
  return spec.kind === 'background' && conclusion.process === 'exited';
}

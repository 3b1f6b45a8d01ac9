import type { Session } from './session.ts';

export function displayName(session: Session): string {
  return session.marks.name ?? session.spec.name;
}

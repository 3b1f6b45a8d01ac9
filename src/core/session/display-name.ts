import type { Session } from './session.ts';

export function displayName(session: Session): string {
  return session.userState.name ?? session.spec.name;
}

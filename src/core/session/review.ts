import type { PullRequest } from '../pulls/pulls.ts';
import { isOpen } from '../pulls/pulls.ts';
import type { State } from './state.ts';

/** What a session has to show for its work: it rests, and a pull request of its is open and no draft. */
export function isReadyForReview(state: State, pulls: readonly PullRequest[] | undefined): boolean {
  return (state === 'completed' || state === 'idle') && (pulls ?? []).some(isOpen);
}

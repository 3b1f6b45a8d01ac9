import { safeText } from '../../core/text/safe-text.ts';
import { reasonOf } from '../../system/files/reason.ts';

/** What failed, as one clean line of a finding. */
export function sentenceOf(error: unknown): string {
  return safeText(error instanceof Error ? error.message : reasonOf(error));
}

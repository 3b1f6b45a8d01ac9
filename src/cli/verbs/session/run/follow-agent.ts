import type { Status } from '../../../../core/session/session.ts';
import { safeText } from '../../../../core/text/safe-text.ts';
import type { Shell } from '../../../verb.ts';

/** A turn that is over may be followed by another at once: by words that waited, or by a hook. */
const overMs = 1500;

const codes: Partial<Record<Status['state'], number>> = { completed: 0, failed: 1 };

/**
 * Tells on standard error what an agent asks, and that its turn is over: an agent waits for the next prompt then, and
 * does not end. The result is the exit code when it has been over for a moment.
 */
export function followAgent(
  shell: Pick<Shell, 'now' | 'writeError'>,
  id: string,
): (status: Status) => number | undefined {
  let asked = 0;
  let overSince: number | undefined;
  return ({ state, summary, questionNumber, memory }) => {
    if (state === 'needs-input' && questionNumber !== asked) {
      asked = questionNumber;
      const answer = `answer with: agents send ${id} "…" (or --choose N), or in a view`;
      shell.writeError(`agents: it needs input: ${safeText(summary)} · ${answer}\n`);
    }
    const code = memory.hasWorked && !memory.backgroundTasks ? codes[state] : undefined;
    if (code === undefined) overSince = undefined;
    else overSince ??= shell.now();
    return overSince !== undefined && shell.now() - overSince >= overMs ? code : undefined;
  };
}

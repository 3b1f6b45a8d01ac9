import { withoutGaps } from '../../core/screen/screen-text.ts';
import type { Session } from '../../core/session/session.ts';

/**
 * An agent's screen without the composer and the footer, which only the agent's own rules
 * know, and the space above them.
 */
export async function agentOutput(session: Session, lines: readonly string[]): Promise<readonly string[]> {
  if (session.spec.kind === 'exec') return lines;
  const { outputOf } = await import('../../operations/screen/agent-output.ts');
  return withoutGaps(outputOf(session, lines));
}

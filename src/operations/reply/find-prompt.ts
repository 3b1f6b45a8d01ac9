import type { Agent } from '../../core/agents/shared/agent.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../context/world.ts';
import type { Look } from '../screen/look.ts';
import { lookUntil } from '../screen/look-until.ts';

/** How long a screen that is being drawn may show no prompt. */
const drawnMs = 1500;

/**
 * The screen with its prompt, where a message is to go. Without one, help, a list of models or of sessions may be open
 * there, and would take the keys: then the last look is given, after a while.
 */
export async function findPrompt(
  world: World,
  of: { readonly agent: Agent; readonly session: Session },
  first: Look | undefined,
): Promise<Look | undefined> {
  if (!first) return undefined;
  const isDone = (seen: Look) => !lacksPrompt(of.agent, of.session, seen);
  return lookUntil(world, of, { limitMs: drawnMs, isDone, first });
}

/** Agents without rules of their own for what is typed have no prompt that is known. */
export function lacksPrompt(agent: Agent, { spec }: Session, { pane, reading }: Look): boolean {
  if (spec.kind === 'exec' || agent.typing === undefined || pane.dead || pane.inMode) return false;
  if (agent.typing.isBlind) return reading.state === 'unknown';
  const isDialog = reading.question !== undefined && reading.question.kind !== 'prose';
  return reading.draft === undefined && reading.state !== 'stopped' && !isDialog;
}

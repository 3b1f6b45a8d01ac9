import type { Agent, ScreenReading } from '../../core/agents/shared/agent.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../context/world.ts';
import { hasKeys } from './has-keys.ts';

/** A session's pane and screen as they are at this moment. */
export interface Look {
  readonly pane: TerminalFact;
  readonly reading: ScreenReading;
  readonly text: string;
}

/** Undefined when the pane is gone, or someone else has it. */
export async function look(world: World, agent: Agent, session: Session): Promise<Look | undefined> {
  const { id, spec, status } = session;
  const { panes } = await world.backend.list(status.place);
  const pane = panes.find(candidate => candidate.id === id);
  if (!pane || (spec.kind === 'adopted' && !hasKeys(world, session, pane.pid))) return undefined;
  const screen = (await world.backend.capture([pane])).get(id);
  if (!screen) return undefined;
  return { pane, reading: agent.readScreen(screen), text: screen.lines.join('\n') };
}

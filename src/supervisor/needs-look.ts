import type { PaneFact } from '../core/observe/screen.ts';
import type { RoundMemory } from './round-memory.ts';

/**
 * tmux tells a window's activity in whole seconds: what was captured in that same second may have changed since.
 */
export function needsLook(pane: PaneFact, memory: RoundMemory, hasEvents: boolean): boolean {
  const last = memory.looks.get(pane.id);
  if (!last || hasEvents) return true;
  return last.size !== sizeOf(pane) || pane.activityAt + 1000 >= last.at;
}

export function sizeOf(pane: PaneFact): string {
  return `${pane.width}x${pane.height}${pane.dead ? ' dead' : ''}`;
}

import type { TerminalFact } from '../../core/screen/screen.ts';

/** When a pane was last captured, by `performance.now`; ms. */
export interface PaneLook {
  readonly at: number;
  readonly size: string;
  /** As tmux told it then, and when it was first told so. */
  readonly activityAt: number;
  readonly toldAt: number;
}

/**
 * tmux tells a window's activity in whole seconds: what was captured in that same second may have changed since. Only
 * compared with itself, since the clock can be set.
 */
export function needsLook(pane: TerminalFact, last: PaneLook | undefined): boolean {
  if (!last || last.size !== sizeOf(pane) || last.activityAt !== pane.activityAt) return true;
  return last.at - last.toldAt <= 1000;
}

export function paneLook(pane: TerminalFact, last: PaneLook | undefined): PaneLook {
  const { activityAt } = pane;
  const at = performance.now();
  const toldAt = last?.activityAt === activityAt ? last.toldAt : at;
  return { at, size: sizeOf(pane), activityAt, toldAt };
}

function sizeOf(pane: TerminalFact): string {
  return `${pane.width}x${pane.height}${pane.dead ? ' dead' : ''}`;
}

import type { Effect } from '../../src/core/effects.ts';
import type { Session } from '../../src/core/session/session.ts';
import type { Changes, ViewState } from '../../src/ui/state/view-state.ts';
import { createViewStore } from '../../src/ui/store.ts';
import { frame } from '../../src/ui/view/frame.ts';
import { aState } from './sessions.ts';

/** A view without a terminal: keys in, effects and the frame's text out. */
export function openView(sessions: readonly Session[], part: Changes = {}) {
  const effects: Effect[] = [];
  const view = createViewStore(aState(sessions, part), effect => effects.push(effect));
  const text = () => textOf(view.store.getState());
  return { ...view, effects, text, state: view.store.getState };
}

/** The frame of a state, without colours. */
export function textOf(state: ViewState): string {
  return frame(state)
    .lines.map(line => line.replace(/\u001b\[[\d;]+m/g, '').trimEnd())
    .join('\n');
}

import type { Session } from '../../src/core/sessions/session.ts';
import type { Effect } from '../../src/core/view/effects.ts';
import { frame } from '../../src/core/view/frame.ts';
import { createViewStore } from '../../src/core/view/store.ts';
import type { ViewState } from '../../src/core/view/view-state.ts';
import { aState } from './sessions.ts';

/** A view without a terminal: keys in, effects and the frame's text out. */
export function openView(sessions: readonly Session[], part: Partial<ViewState> = {}) {
  const effects: Effect[] = [];
  const view = createViewStore(aState(sessions, part), effect => effects.push(effect));
  const text = () =>
    frame(view.store.getState())
      .lines.map(line => line.replace(/\u001b\[[\d;]+m/g, '').trimEnd())
      .join('\n');
  return { ...view, effects, text, state: view.store.getState };
}

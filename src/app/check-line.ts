import { findAgent } from '../core/agents/index.ts';
import { wordsFor } from '../core/agents/shared/option-words.ts';
import type { World } from '../operations/context/world.ts';
import { directoryProblem, riskyModeProblem } from '../operations/dispatch/dispatch-problem.ts';
import { nextDefaults } from '../ui/line/dispatch-line.ts';
import { lineKey } from '../ui/line/line-refusal.ts';
import type { ViewState } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';

export interface LineCheck {
  /** Checks once more: files and settings change without a key press. */
  readonly again: () => void;
  readonly close: () => void;
}

/**
 * Checks the disk for what would keep the input line from starting a session: a directory that is gone, a mode that was
 * never accepted. Runs after the key is handled, and only when the words before the task have changed.
 */
export function checkLine(world: World, { store, set }: ViewStore): LineCheck {
  let checked = '';
  let pending: NodeJS.Immediate | undefined;
  const look = (isDue: boolean) => {
    pending = undefined;
    const state = store.getState();
    const { text } = state.line.field;
    if (state.keys.mode !== 'list' || text === '') return;
    const key = lineKey(text, state.launch);
    if (key === checked && !isDue) return;
    checked = key;
    const problem = problemOf(world, state, JSON.parse(key).length === 1);
    if (problem !== state.line.problem?.text || (problem && state.line.problem?.key !== key))
      set({ line: { problem: problem === undefined ? undefined : { key, text: problem } } });
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.line.field === before.line.field && state.launch.defaults === before.launch.defaults) return;
    pending ??= setImmediate(look, false);
  });
  return {
    again: () => look(true),
    close: () => {
      unsubscribe();
      clearImmediate(pending);
    },
  };
}

function problemOf(world: World, state: ViewState, isJob: boolean): string | undefined {
  const { cwd, agent: name, options } = nextDefaults(state.line.field.text.slice(0, 2000), state.launch);
  const gone = directoryProblem(cwd);
  const agent = findAgent(name);
  if (gone !== undefined || isJob || !agent) return gone;
  const found = wordsFor(agent, options ?? {});
  return 'words' in found ? riskyModeProblem(world, found.words, 'It') : undefined;
}

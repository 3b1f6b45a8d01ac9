import type { Choosable } from '../../../core/agents/shared/launch-options.ts';
import { nextAgent, nextValue } from '../../line/choose.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';

/** A key each for what the next session runs (V13, V15); with Shift the other way round. Help has one line for all. */
export const chooseCommands: readonly Command[] = [
  {
    name: 'agent',
    keys: { list: ['alt+a', 'alt+A'] },
    shownKeys: 'Alt+A M E P',
    doc: 'Next sessions: agent, model, effort, permission mode',
    group: 'start',
    refuse: state => (nextAgent(state, 1) ? undefined : 'No other agent is installed.'),
    run: (state, key) => {
      const set = nextAgent(state, way(key)) ?? {};
      const text = `New sessions run ${set.defaults?.agentLabel}. Enter starts one without a task.`;
      return { set: { ...set, startsEmpty: true, notice: notice(state, text) } };
    },
  },
  chooser('model', 'alt+m', 'model'),
  chooser('effort', 'alt+e', 'effort'),
  chooser('permission-mode', 'alt+p', 'permission mode'),
];

function chooser(name: Choosable, key: string, words: string): Command {
  const reversed = key.slice(0, -1) + key.slice(-1).toUpperCase();
  return {
    name,
    keys: { list: [key, reversed] },
    refuse: state => (nextValue(state, name, 1) ? undefined : notKnown(state, name, words)),
    run: (state, pressed) => choose(state, { name, words, by: way(pressed) }),
  };
}

interface Choice {
  readonly name: Choosable;
  readonly words: string;
  readonly by: 1 | -1;
}

function choose(state: ViewState, { name, words, by }: Choice): Change {
  const set = nextValue(state, name, by);
  const value = set?.defaults?.options?.[name]?.[0];
  const { agentLabel } = state.defaults;
  const text = value
    ? `New sessions: ${words} ${value}.`
    : `New sessions: the ${words} is ${agentLabel}’s own.`;
  return { set: { ...set, notice: notice(state, text) } };
}

function notKnown({ defaults }: ViewState, name: Choosable, words: string): string {
  const example = name === 'model' ? ` Type it before the task: --model NAME.` : '';
  return `${defaults.agentLabel} has no list of values for its ${words}.${example}`;
}

function way(key: string): 1 | -1 {
  return /[A-Z]$/.test(key) ? -1 : 1;
}

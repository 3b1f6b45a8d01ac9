import type { Choosable } from '../../../core/agents/shared/launch-options.ts';
import { nextAgent, nextValue } from '../../line/choose.ts';
import { changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';

/** A key each for what the next session runs; with Shift the other way round. Help has one line for all. */
export const nextSessionCommands: readonly Command[] = [
  {
    ...agentCommand('next agent', 'alt+a', 1),
    helpWith: ['next model', 'next effort', 'next permission mode'],
    doc: 'Next sessions: agent, model, effort, permission mode',
    group: 'start',
  },
  agentCommand('previous agent', 'alt+A', -1),
  ...chooser('model', 'alt+m', 'model'),
  ...chooser('effort', 'alt+e', 'effort'),
  ...chooser('permission-mode', 'alt+p', 'permission mode'),
];

function agentCommand(
  name: string,
  key: string,
  by: 1 | -1,
): Pick<Command, 'name' | 'keys' | 'refuse' | 'run'> {
  return {
    name,
    keys: { list: [key] },
    refuse: state => (nextAgent(state.launch, 1) ? undefined : 'No other agent is installed.'),
    run: state => {
      const set = nextAgent(state.launch, by) ?? {};
      const text = `New sessions run ${set.launch?.defaults?.agentLabel}. Enter starts one without a task.`;
      return {
        set: changed(set, { line: { startsEmpty: true }, notices: { current: notice(state, text) } }),
      };
    },
  };
}

function chooser(name: Choosable, key: string, words: string): readonly Command[] {
  const reversed = key.slice(0, -1) + key.slice(-1).toUpperCase();
  const one = (own: string, ownKey: string, by: 1 | -1): Command => ({
    name: `${own} ${words}`,
    keys: { list: [ownKey] },
    refuse: state => (nextValue(state.launch, name, 1) ? undefined : notKnown(state, name, words)),
    run: state => choose(state, { name, words, by }),
  });
  return [one('next', key, 1), one('previous', reversed, -1)];
}

interface Choice {
  readonly name: Choosable;
  readonly words: string;
  readonly by: 1 | -1;
}

function choose(state: ViewState, { name, words, by }: Choice): Change {
  const set = nextValue(state.launch, name, by);
  const value = set?.launch?.defaults?.options?.[name]?.[0];
  const { agentLabel } = state.launch.defaults;
  const text = value
    ? `New sessions: ${words} ${value}.`
    : `New sessions: the ${words} is ${agentLabel}’s own.`;
  return { set: changed({ notices: { current: notice(state, text) } }, set) };
}

function notKnown({ launch: { defaults } }: ViewState, name: Choosable, words: string): string {
  const example = name === 'model' ? ` Type it before the task: --model NAME.` : '';
  return `${defaults.agentLabel} has no list of values for its ${words}.${example}`;
}

import { expect, test } from 'vitest';
import type { ViewState } from '../../../src/ui/state/view-state.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const defaults: ViewState['launch']['defaults'] = { ...aState([]).launch.defaults, isInstalled: true };

function open() {
  const view = openView([aSession('one')], { launch: { defaults } });
  const type = (text: string) => view.press([...text].map(key => (key === ' ' ? 'space' : key)));
  return { ...view, type };
}

test('Enter on the empty line starts a session without a task right after an agent was chosen', () => {
  const { press, type, effects, state } = open();
  type('@claude');
  press(['return']);
  press(['return']);
  const request = { kind: 'background', agent: 'claude', text: '', cwd: defaults.cwd };
  expect(effects).toMatchObject([{ type: 'dispatch', request, attach: false }]);
  press(['return']);
  expect(effects.slice(1)).toMatchObject([{ type: 'attach', id: state().list.selectedId }]);
});

test('after any other key Enter attaches as always, and words are a task', () => {
  const { press, type, effects } = open();
  type('@claude');
  press(['return']);
  press(['down']);
  press(['return']);
  expect(effects).toMatchObject([{ type: 'attach' }]);
  type('@claude');
  press(['return']);
  type('fix it');
  press(['return']);
  expect(effects.slice(1)).toMatchObject([
    { type: 'dispatch', request: { text: 'fix it' } },
    { type: 'remember' },
  ]);
});

test('an agent that is not installed starts no empty session', () => {
  const { press, effects, set, text } = open();
  set({
    line: { startsEmpty: true },
    launch: { defaults: { ...defaults, agent: 'codex', agentLabel: 'Codex', isInstalled: false } },
  });
  press(['return']);
  expect(effects).toEqual([]);
  expect(text()).toMatch(/No agent was found|not installed/);
});

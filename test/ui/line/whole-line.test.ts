import { expect, it } from 'vitest';
import { wholeLine } from '../../../src/ui/line/whole-line.ts';
import type { Defaults } from '../../../src/ui/state/launch.ts';
import { aCatalog } from '../../helpers/catalog.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const usual = { ...aState([]).launch.defaults, usual: 'claude' };
const codex = { agent: 'codex', agentLabel: 'Codex', options: { model: ['gpt-6-sol'], effort: ['high'] } };
const reviewer = { options: { agent: ['reviewer'], model: ['opus'] } };

const told: readonly (readonly [string, Partial<Defaults>, string])[] = [
  ['fix it', {}, 'fix it'],
  ['fix it', codex, '@codex --model gpt-6-sol --effort high fix it'],
  ['--effort low fix it', codex, '@codex --model gpt-6-sol --effort low fix it'],
  ['@codex --model gpt-6-sol fix it', {}, '@codex --model gpt-6-sol fix it'],
  ['codex fix it', reviewer, 'codex fix it'],
  ['fix it', reviewer, '@claude:reviewer --model opus fix it'],
  ['fix it\nall of it ', codex, '@codex --model gpt-6-sol --effort high fix it\nall of it '],
  ['fix it', { options: { model: ['a b'] } }, '--model "a b" fix it'],
  ['fix it', { cwd: '/home/me/game/shop' }, '@shop fix it'],
  ['fix it', { cwd: '/home/me/game/my site' }, '@"my site" fix it'],
  ['fix it', { cwd: '/home/me/game/codex' }, '@./codex fix it'],
  ['! npm test', { ...codex, cwd: '/home/me/game/shop' }, '@shop ! npm test'],
  // A task that begins with a blank is all task.
  [' --effort is a word', codex, ' --effort is a word'],
  ['with @reviewer', {}, 'with @reviewer'],
];

it.each(told)('remembers %j with what was chosen: %j', (text, chosen, whole) => {
  const context = { defaults: { ...usual, ...chosen }, chosen: {}, catalog: aCatalog() };
  expect(wholeLine(text, context)).toBe(whole);
});

it('brings a prompt back with the agent that it ran with, whatever is chosen by then', () => {
  const { press, effects, state } = openView([aSession('aaaaaaaa')], {
    launch: { defaults: usual, catalog: aCatalog() },
  });
  press(['alt+a', ...'fix it', 'return', 'alt+A', 'up', 'return']);
  expect(state().launch.defaults.agent).toBe('claude');
  const agents = effects.flatMap(effect => (effect.type === 'dispatch' ? [effect.request.agent] : []));
  expect(agents).toEqual(['codex', 'codex']);
});

it('goes on through earlier prompts where one ends in a word that could be completed', () => {
  const history = ['ask @reviewer', '/deploy', 'older'];
  const { press, state } = openView([aSession('aaaaaaaa')], {
    line: { history },
    launch: { catalog: aCatalog() },
  });
  press(['up', 'up', 'up', 'down']);
  expect(state().line.field.text).toBe('/deploy');
});

import { expect, it } from 'vitest';
import { draftRefusal, lineKey } from '../../../src/ui/line/line-refusal.ts';
import { aCatalog } from '../../helpers/catalog.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const { defaults } = aState([]).launch;
const catalog = aCatalog({ installed: ['claude', 'codex', 'opencode'] });
const context = { defaults, chosen: {}, catalog };

it.each([
  ['@opencode --permission-mode manual fix', /OpenCode .*manual/, '@opencode --permission-mode manual '],
  ['opencode --permission-mode manual', /OpenCode .*manual/, undefined],
  ['--modle opus fix it', /There is no option --modle here/, '--modle '],
  ['--effort huge fix it', /knows no --effort huge/, '--effort huge '],
  ['--agent nobody fix it', /There is no agent "nobody"/, '--agent nobody '],
  ['@codex @claude fix it', /Two agents stand before the task/, '@codex @claude '],
  ['@gemini fix it', /Gemini CLI is not installed/, '@gemini '],
  ['@codex ! npm test', /A shell job takes a directory/, '@codex !'],
  ['@seller sell it', /is of .*shop, and is not known in/, '@seller '],
])(
  'says while it is written why %j would start nothing, from the word on that is wrong',
  (line, why, from) => {
    const first = [...line].findIndex((_, at) => draftRefusal(line.slice(0, at + 1), context) !== undefined);
    expect(first === -1 ? undefined : line.slice(0, first + 1)).toBe(from);
    if (from) expect(draftRefusal(line, context)).toMatch(why);
  },
);

it.each([
  '@codex @shop --model gpt-6-sol --effort high fix it',
  '--permission-mode acceptEdits --agent codex do it',
  'reviewer check it',
  '--model opus',
  '@shop ! npm test',
  'fix it --modle',
  ' --modle is a word of the task',
])('says nothing at any letter of %j', line => {
  const said = [...line].map((_, at) => draftRefusal(line.slice(0, at + 1), context));
  expect(said.filter(Boolean)).toEqual([]);
});

it('keeps the warning in its colour below the line until it is right, also after Enter', () => {
  const view = openView([aSession('aaaaaaaa')], {
    launch: { catalog },
    screen: { look: { colours: '16', unicode: true } },
  });
  const shown = () => view.text();
  view.press([...'--effort huge fix']);
  expect(shown()).toContain('Claude Code knows no --effort huge');
  view.press(['return']);
  view.setTime(view.state().clock.now + 60_000);
  expect(view.state().notices.current).toBeUndefined();
  expect(shown()).toContain('Claude Code knows no --effort huge');
  view.press(['ctrl+u', ...'--effort high fix']);
  expect(shown()).not.toContain('knows no');
});

it('keeps what the world has against a line for every task of that agent, directory and options', () => {
  const view = openView([aSession('aaaaaaaa')], { launch: { catalog } });
  view.press([...'@codex fix']);
  const key = lineKey('@codex other words', view.state().launch);
  view.set({ line: { refusal: { key, text: 'Codex has no room.' } } });
  expect(view.text()).toContain('Codex has no room.');
  view.press([...' more']);
  expect(view.text()).toContain('Codex has no room.');
  view.press(['ctrl+u', ...'fix it']);
  expect(view.text()).not.toContain('Codex has no room.');
});

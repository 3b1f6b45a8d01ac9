import { expect, it } from 'vitest';
import type { Effect } from '../../../src/core/effects.ts';
import { openMenu } from '../../../src/ui/line/completion.ts';
import { type Changes, changed } from '../../../src/ui/state/view-state.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { aCatalog } from '../../helpers/catalog.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

/** A view in which `typed` was typed key by key; names in pointed brackets are keys. */
function typed(typed: string, part: Changes = {}) {
  const effects: Effect[] = [];
  const state = aState([aSession('aaaaaaaa')], changed({ launch: { catalog: aCatalog() } }, part));
  const view = createViewStore(state, effect => effects.push(effect));
  const press = (text: string) => {
    for (const key of text.match(/<[a-z+A-Z:0-9-]+>|./gs) ?? [])
      view.press([key.length > 1 ? key.slice(1, -1) : key === ' ' ? 'space' : key]);
  };
  press(typed);
  const get = view.store.getState;
  return {
    press,
    get,
    effects,
    line: () => get().line.field.text,
    offered: () => openMenu(get())?.entries.map(({ entry }) => entry.text),
    lines: () => frame(get()).lines.map(line => line.replace(/\u001b\[[\d;]*m/g, '')),
    started: () => effects.find(effect => effect.type === 'dispatch'),
  };
}

it('offers agents, subagents and repositories for @, and what is not installed last of the agents', () => {
  const { offered } = typed('@');
  expect(offered()).toEqual([
    ...['@claude', '@codex', '@reviewer', '@architect', '@gemini', '@opencode', '@copilot', '@qwen', '@shop'],
    ...['@./codex', '@"my site"'],
  ]);
});

it('ranks by the letters that were typed, and marks them', () => {
  const { get, offered } = typed('@rev');
  expect(offered()?.[0]).toBe('@reviewer');
  expect(openMenu(get())?.entries[0]?.marked).toEqual([0, 1, 2, 3]);
  expect(typed('@arct').offered()?.[0]).toBe('@architect');
});

it('completes an unfinished word with Enter, and starts the session with the next', () => {
  const view = typed('@shp<return>');
  expect(view.line()).toBe('@shop ');
  view.press('fix it<return>');
  expect(view.started()).toMatchObject({ request: { cwd: '/home/me/game/shop', text: 'fix it' } });
});

it('leaves Enter alone where the word is whole, or is only in the prompt', () => {
  expect(typed('fix @src/re<return>').started()).toMatchObject({ request: { text: 'fix @src/re' } });
  expect(typed('/deploy<return>').started()).toMatchObject({ request: { text: '/deploy' } });
  expect(typed('fix @rev<down><return>').line()).toBe('fix @reviewer ');
});

it('moves in the menu with the arrows and Shift+Tab, round and round, and completes with Tab', () => {
  const view = typed('@');
  view.press('<down><down><shift+tab>');
  expect(openMenu(view.get())?.at).toBe(1);
  view.press('<up><up>');
  expect(openMenu(view.get())?.at).toBe(10);
  view.press('<tab>');
  expect(view.line()).toBe('@"my site" ');
  expect(view.get().list.selectedId).toBe('aaaaaaaa');
});

it('closes the menu alone with Esc, until another word begins', () => {
  const view = typed('@re<escape>');
  expect([view.line(), view.offered()]).toEqual(['@re', undefined]);
  view.press('v');
  expect(view.offered()).toBeUndefined();
  view.press(' @s');
  expect(view.offered()).toContain('@shop');
  view.press('<escape><escape>@');
  expect(view.offered()).toContain('@shop');
});

it('offers the commands of the agent that the line names', () => {
  expect(typed('/').offered()).toEqual(['/deploy', '/git:commit', '/exit', '/quit']);
  expect(typed('@gemini /').offered()).toEqual(['/plan']);
  expect(typed('/comm').offered()).toEqual(['/git:commit']);
  expect(typed('see /').offered()).toBeUndefined();
});

it('offers the subagents of the repository that the line names', () => {
  expect(typed('@').offered()).not.toContain('@seller');
  expect(typed('@shop @sel').offered()?.[0]).toBe('@seller');
  expect(typed('@shop @seller sell<return>').started()).toMatchObject({
    request: { cwd: '/home/me/game/shop', options: { agent: ['seller'] } },
  });
});

it('offers of two with one name the nearer', () => {
  const user = { agent: 'claude', name: 'check', description: 'of the user', source: 'user' } as const;
  const near = { ...user, description: 'of the project', within: '/home/me/game' };
  const view = typed('/', { launch: { catalog: aCatalog({ commands: [user, near] }) } });
  expect(openMenu(view.get())?.entries.map(({ entry }) => entry.detail)[0]).toBe('of the project');
  expect(view.offered()).toEqual(['/check', '/exit', '/quit']);
});

it('offers options and their values, and leaves the model to the person', () => {
  expect(typed('--').offered()).toEqual(['--agent', '--model', '--effort', '--permission-mode']);
  expect(typed('--effort ').offered()).toEqual(['default', 'low', 'medium', 'high', 'xhigh', 'max']);
  expect(typed('--agent codex --effort hi').offered()?.[0]).toBe('high');
  expect(typed('--model my-own<return>').get().launch.defaults.options).toEqual({ model: ['my-own'] });
  expect(typed('--effort hi<return>').line()).toBe('--effort high ');
});

it('offers a name that may lead the line, which Enter passes over', () => {
  expect(typed('rev').offered()).toEqual(['reviewer']);
  expect(typed('rev<tab>').line()).toBe('reviewer ');
  expect(typed('co<return>').started()).toMatchObject({ request: { agent: 'claude', text: 'co' } });
});

it('has no menu in a filter, a search, a pasted text or before the files were read', () => {
  expect(typed('a:@').offered()).toBeUndefined();
  expect(typed('<ctrl+f>@re').offered()).toBeUndefined();
  expect(typed('@re', { launch: { catalog: undefined } }).offered()).toBeUndefined();
  expect(typed(`@${'x'.repeat(300)}`).offered()).toBeUndefined();
});

it.each([
  [160, 50],
  [80, 24],
  [40, 12],
  [24, 6],
])('keeps the frame at %i x %i with a menu of 60 entries, whichever is chosen', (columns, rows) => {
  const subagents = Array.from({ length: 60 }, (_, index) => ({
    agent: 'claude',
    name: `very-long-name-of-a-subagent-日本-${index}`,
    description: 'x'.repeat(300),
    source: 'project' as const,
  }));
  const view = typed('@v', { screen: { columns, rows }, launch: { catalog: aCatalog({ subagents }) } });
  for (let step = 0; step < 60; step += 7) {
    const lines = view.lines();
    expect(lines).toHaveLength(rows);
    expect(lines.filter(line => line.startsWith('❯ @very'))).toHaveLength(1);
    expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(columns);
    view.press('<down>'.repeat(7));
  }
});

it('goes through agent, model, effort and permission mode with a key each, and remembers them by agent', () => {
  const view = typed('<alt+m><alt+m><alt+e><alt+p>');
  expect(view.lines()[0]).toContain('Claude Code · sonnet · low effort · plan mode · ~/game');
  view.press('<alt+M><alt+a>');
  expect(view.get().launch.defaults).toMatchObject({ agent: 'codex', options: { effort: ['low'] } });
  view.press('<alt+m><alt+a>');
  expect(view.get().launch.defaults).toMatchObject({
    agent: 'claude',
    options: { model: ['opus'], effort: ['low'] },
  });
  view.press('<alt+A>');
  expect(view.get().launch.defaults).toMatchObject({ agent: 'codex', options: { model: ['gpt-6.1-sol'] } });
});

it('says what the line as it stands will run, and keeps it short where there is little room', () => {
  const { lines } = typed('@codex @shop --model gpt-6.1-terra fix', { screen: { columns: 46 } });
  expect(lines()[0]).toBe(' agents  next: Codex · gpt-6.1-terra · …/shop');
});

it('says that nothing can be chosen where no value is known', () => {
  const view = typed('@opencode<return>', {
    launch: { catalog: aCatalog({ installed: ['claude', 'opencode'] }) },
  });
  view.press('<alt+m>');
  expect(view.get().notices.current?.text).toBe(
    'OpenCode has no list of values for its model. Type it before the task: --model NAME.',
  );
});

it('takes text and Enter in one read as typed and then Enter', () => {
  const { press, store } = createViewStore(aState([]), effect => found.push(effect));
  const found: Effect[] = [];
  press([...'fix it', 'return'].map(key => (key === ' ' ? 'space' : key)));
  expect(found).toContainEqual(expect.objectContaining({ type: 'dispatch' }));
  expect(store.getState().line.field.text).toBe('');
});

it('takes the entry that is clicked, and turns in the menu with the wheel', () => {
  const view = typed('@');
  const clickOn = (text: string) => {
    const line = view.lines().findIndex(candidate => candidate.includes(text));
    return `click:3:${line}`;
  };
  view.press(`<${clickOn('@claude').replace('click', 'wheel-down')}>`);
  expect(openMenu(view.get())?.at).toBe(1);
  view.press(`<${clickOn('@architect')}>`);
  expect(view.line()).toBe('@architect ');
});

it('says of /exit whether sessions go on, also when one has come to live in the view meanwhile', () => {
  const view = typed('/ex');
  const detail = (state = view.get()) => openMenu(state)?.entries[0]?.entry.detail;
  expect(detail()).toBe('Leave this view; sessions go on');
  expect(detail(changed(view.get(), { sessions: { hosted: 1 } }))).toBe(
    'Leave this view; sessions in it end (it asks)',
  );
});

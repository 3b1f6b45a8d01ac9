import { expect, it } from 'vitest';
import type { Spec, Status } from '../../../src/core/session/session.ts';
import { isOnItsWay } from '../../../src/core/session/starting.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

type Part = Pick<Status, 'process' | 'state' | 'summary' | 'evidence'>;

const ruled = (rule: string): Status['evidence'] => [
  { source: 'process', rule, at: 0, says: 'working', decided: true },
];
const making: Part = { process: 'none', state: 'working', summary: 'making its worktree…', evidence: [] };
const setup: Part = { ...making, process: 'alive', evidence: ruled('process.preparing') };
const drawing: Part = { ...making, process: 'alive', evidence: ruled('process.starting') };

const open = (status: Part, kind: Spec['kind'] = 'background') =>
  openView([aSession('new', { spec: { kind, name: 'new' }, status })]);

it.each([
  ['has no terminal yet', making],
  ['runs its setup', setup],
  ['has drawn nothing', drawing],
])('words to a session that %s are taken, and digits are not', (_what, status) => {
  const view = open(status);
  view.press(['space']);
  expect(view.text()).toContain('a reply goes to it as soon as it listens');
  view.press(['1', 'return']);
  expect(view.text()).toContain('new is still starting and asks nothing yet; nothing was sent.');
  expect(view.effects.filter(({ type }) => type === 'reply')).toEqual([]);
  view.press(['backspace', '!', 'l', 's', 'return']);
  expect(view.text()).toContain('new is still starting; nothing was sent.');
  view.press(['backspace', 'backspace', 'backspace', 'h', 'i', 'return']);
  expect(view.effects).toContainEqual(
    expect.objectContaining({ type: 'reply', id: 'new', reply: { choices: [], text: 'hi' } }),
  );
});

it('a job without a terminal takes nothing, and is not said to have ended', () => {
  const view = open(making, 'exec');
  view.press(['space', 'h', 'i', 'return']);
  expect(view.text()).toContain('new is still starting; nothing was sent.');
});

it.each<[string, Partial<Status>, Spec['kind']]>([
  ['works', { evidence: ruled('claude.event.UserPromptSubmit') }, 'background'],
  ['rests', { state: 'idle' }, 'background'],
  ['has ended', { process: 'exited' }, 'background'],
  ['is queued', { process: 'none', state: 'queued' }, 'background'],
  ['is a job that has a terminal', drawing, 'exec'],
])('one that %s is not on its way', (_what, part, kind) => {
  const status = { process: 'alive', state: 'working', ...part } as const;
  expect(isOnItsWay(aSession('other', { spec: { kind }, status }))).toBe(false);
});

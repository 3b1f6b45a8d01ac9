import { expect, it } from 'vitest';
import type { Effect } from '../../../src/core/effects.ts';
import type { Question } from '../../../src/core/question/question.ts';
import { giveBack } from '../../../src/ui/commands/peek/reply.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const password: Question = { kind: 'question', text: 'Password:', options: [], isSecret: true };
const asking = (question?: Question) =>
  aSession('aaaaaaaa', {
    spec: { kind: 'exec', agent: 'shell', command: 'sudo true' },
    status: { state: 'needs-input', questionNumber: 1, ...(question && { question }) },
  });

function typing() {
  const view = openView([asking(password)]);
  view.press(['space', ...'hunter2']);
  return view;
}

it('a password is drawn as dots, and sent as it was typed', () => {
  const { press, text, effects } = typing();
  expect(text()).toContain('•••••••');
  expect(text()).not.toContain('hunter2');
  press(['return']);
  expect(effects.at(-1)).toMatchObject({ type: 'reply', reply: { text: 'hunter2' } });
  expect(text()).not.toContain('hunter2');
});

it('a password that did not go out, or was left in a closed peek, is forgotten', () => {
  const { press, set, state, effects } = typing();
  press(['return']);
  set(giveBack(state(), effects.at(-1) as Extract<Effect, { type: 'reply' }>));
  expect(state().peek.replies).toEqual({});
  press([...'other', 'escape']);
  expect(state().peek).toMatchObject({ open: undefined, replies: {} });
});

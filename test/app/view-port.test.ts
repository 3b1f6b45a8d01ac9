import { expect, it } from 'vitest';
import { viewPort } from '../../src/app/view-port.ts';
import type { Effect } from '../../src/core/effects.ts';
import type { Port } from '../../src/operations/port.ts';
import { createViewStore } from '../../src/ui/store.ts';
import { recordingPerformer } from '../helpers/recording-performer.ts';
import { aSession, aState, noon } from '../helpers/sessions.ts';

const [first, second] = ['aaaaaaaa', 'bbbbbbbb'];

it('a key asks the performer for what it does, and says what came of it', () => {
  const { press, effects, state } = open(port => port.notice('git could not be asked.', 'failure'));
  press('ctrl+d');
  expect(effects).toEqual([{ type: 'diff', id: first }]);
  expect(state().notices.current).toMatchObject({ text: 'git could not be asked.', tone: 'failure' });
});

it.each([
  ['success', 5000],
  ['failure', 8000],
] as const)('a notice of tone %s stands for %i ms', (tone, ms) => {
  const { press, state } = open(port => port.notice('Told.', tone));
  press('ctrl+d');
  expect(state().notices.current?.until).toBe(noon + ms);
});

it('a session that was started is read, and selected', () => {
  const { press, type, state, calls } = open((port, effect) => {
    if (effect.type === 'dispatch') port.recorded(second);
  });
  type('fix the tests');
  press('return');
  expect([calls, state().list.selectedId]).toEqual([['refresh'], second]);
});

it('a line that started nothing is given back with the reason', () => {
  const { press, type, state, effects } = open((port, effect) =>
    port.refused(effect.type === 'dispatch' ? effect.line : '', 'the disk is full'),
  );
  type('fix the tests');
  press('return');
  expect(effects.map(({ type: each }) => each)).toContain('dispatch');
  expect([state().line.field.text, state().line.refusal?.text]).toEqual([
    'fix the tests',
    'the disk is full',
  ]);
});

it('a line is not given back over what is being written by now', () => {
  const { port, type, state } = open();
  type('another');
  port.refused('fix the tests', 'the disk is full');
  expect(state().line.field.text).toBe('another');
});

it('a diff is shown when it has come, and one that cannot be read leads back', () => {
  const diffs = open();
  diffs.press('ctrl+d');
  diffs.port.diffed(second, { files: [], lines: [], note: '' });
  expect([diffs.state().keys.mode, diffs.state().peek.diff?.diff]).toEqual(['diff', undefined]);
  diffs.port.diffed(first, undefined);
  expect([diffs.state().keys.mode, diffs.state().peek.diff]).toEqual(['list', undefined]);
});

it('a reply that was not sent is given back', () => {
  const { port, state } = open();
  const bound = { id: first, question: undefined, questionNumber: 0 };
  port.unsent({ type: 'reply', ...bound, reply: { choices: [], text: 'go on' } });
  expect(state().peek.replies[first]?.text).toBe('go on');
});

/** A view of two sessions, whose performer reports what a test says. */
function open(report: (port: Port, effect: Effect) => void = () => {}) {
  const calls: string[] = [];
  const { performer, effects } = recordingPerformer(report);
  const sessions = [first, second].map(id => aSession(id, { status: { state: 'needs-input' } }));
  const view = createViewStore(aState(sessions, { list: { selectedId: first } }), effect => {
    void performer.perform(effect, port);
  });
  const port = viewPort({
    ...{ view, now: () => noon, attach: async () => {}, leave: () => {}, terminalSize: () => undefined },
    refresh: () => void calls.push('refresh'),
    checkLine: () => {},
  });
  const { getState: state } = view.store;
  return {
    ...{ port, effects, calls, state, type: view.paste },
    press: (...keys: string[]) => view.press(keys),
  };
}

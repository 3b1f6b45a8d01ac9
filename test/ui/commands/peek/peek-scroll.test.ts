import { expect, test } from 'vitest';
import type { Question } from '../../../../src/core/question/question.ts';
import { linesBeyond, outputLines, withScrollback } from '../../../../src/ui/peek/output/peek-output.ts';
import { createViewStore } from '../../../../src/ui/store.ts';
import { frame } from '../../../../src/ui/view/frame.ts';
import { aSession, aState } from '../../../helpers/sessions.ts';

const numbered = (word: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${word} ${from + index}`);

function peekWith(lines: readonly string[], question?: Question) {
  const status = question
    ? { state: 'needs-input' as const, question, questionNumber: 1 }
    : { state: 'working' as const };
  const view = createViewStore(
    aState([aSession('aaaaaaaa', { status })], { screen: { columns: 80, rows: 24 } }),
    () => {},
  );
  view.press(['space']);
  const output = (latest: readonly string[]) => {
    const peek = view.store.getState().peek.open;
    if (peek) view.set({ peek: { open: { ...peek, lines: latest } } });
  };
  output(lines);
  const words = (pattern: RegExp) =>
    frame(view.store.getState()).lines.flatMap(
      line => line.replace(/\u001b\[\d+m/g, '').match(pattern) ?? [],
    );
  return { ...view, output, words };
}

const plan: Question = {
  kind: 'plan',
  text: 'Would you like to proceed?',
  body: numbered('step', 1, 60).join('\n'),
  options: [{ label: 'Yes' }, { label: 'No' }],
};

test('a long plan begins at its beginning; PgDn reads on, Home goes back to it, and further up is the output', () => {
  const { press, words } = peekWith(numbered('output', 1, 30), plan);
  expect(words(/step \d+$/).slice(0, 2)).toEqual(['step 1', 'step 2']);
  const seen = new Set(words(/step \d+$/));
  for (let page = 0; page < 12; page++) {
    press(['pagedown']);
    for (const step of words(/step \d+$/)) seen.add(step);
  }
  expect([...seen]).toEqual(numbered('step', 1, 60));
  expect(words(/[12]\. (?:Yes|No)/)).toEqual(['1. Yes', '2. No']);
  press(['home']);
  expect(words(/step \d+$/)[0]).toBe('step 1');
  press(['home']);
  expect(words(/output \d+$/).slice(0, 2)).toEqual(['output 1', 'output 2']);
});

test('the one who is at the end of a plan stays there when a fact above it takes a line of its room', () => {
  const { press, words, set, store } = peekWith(numbered('output', 1, 30), plan);
  press(['end']);
  expect(words(/step \d+$/).at(-1)).toBe('step 60');
  const peek = store.getState().peek.open;
  if (peek) set({ peek: { open: { ...peek, recap: { words: 'edited 2 files', since: 1, at: 2 } } } });
  expect(words(/edited 2 files/)).toHaveLength(1);
  expect(words(/step \d+$/).at(-1)).toBe('step 60');
  press(['pageup']);
  expect(words(/step \d+$/).at(-1)).not.toBe('step 60');
});

test('Home is the oldest output also when that is read only after the key', () => {
  const { press, words, set, store } = peekWith(numbered('output', 31, 70));
  press(['pageup', 'home']);
  const peek = store.getState().peek.open;
  if (peek?.top !== undefined)
    set({ peek: { open: { ...peek, held: numbered('output', 1, 70), top: peek.top + 30 } } });
  expect(words(/output \d+$/)[0]).toBe('output 1');
  press(['pagedown']);
  expect(words(/output \d+$/)[0]).not.toBe('output 1');
});

test('what is read stays in place while output comes; End is live again', () => {
  const { press, words, output } = peekWith(numbered('output', 1, 40));
  press(['home']);
  output(numbered('output', 30, 70));
  expect(words(/output \d+$/)[0]).toBe('output 1');
  press(['end']);
  expect(words(/output \d+$/).at(-1)).toBe('output 70');
});

test('keys edit a reply that is being written instead of scrolling', () => {
  const { press, store } = peekWith(numbered('output', 1, 40));
  press([...'abc', 'home', 'x', 'end', 'y']);
  expect(store.getState().peek.replies).toMatchObject({ aaaaaaaa: { text: 'xabcy' } });
  expect(store.getState().peek.open?.top).toBeUndefined();
});

test('output that came after what is read is counted, also when its last lines were overwritten', () => {
  expect(linesBeyond(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'e', 'f'])).toBe(2);
  expect(linesBeyond(['a', 'b', 'c', 'spinner 1'], ['a', 'b', 'c', 'd', 'spinner 2'])).toBe(1);
  expect(linesBeyond(['a', 'b', 'c'], ['x', 'y'])).toBeUndefined();
});

test('the scrollback comes before what is read, and not twice', () => {
  const { held, added } = withScrollback(['1', '2', 'a', 'b', 'c', 'new'], ['a', 'b', 'c'], 40);
  expect(held).toEqual(['1', '2', 'a', 'b', 'c']);
  expect(added).toBe(2);
});

test('long lines of output are wrapped, tables are cut off', () => {
  expect(outputLines(['one two three four'], 10)).toEqual(['one two', 'three four']);
  expect(outputLines(['│ one │ two │ three │'], 10)).toEqual([expect.stringMatching(/^│ one │ t/)]);
});

test('a frame that is wider than the peek loses its right edge and none of its words', () => {
  const frame = ['╭──────────╮', '│ a word   │', '╰──────────╯'];
  expect(outputLines(frame, 10)).toEqual(['╭─────────', '│ a word', '╰─────────']);
});

test('what is to be approved takes the lines that it needs, and the list keeps the others', () => {
  const short = { ...plan, body: numbered('step', 1, 3).join('\n') };
  const lines = numbered('output', 1, 60);
  expect(peekWith(lines, plan).words(/(?:step|output) \d+$/).length).toBeGreaterThan(
    peekWith(lines, short).words(/(?:step|output) \d+$/).length,
  );
  expect(peekWith(lines, short).words(/step \d+$/)).toEqual(['step 1', 'step 2', 'step 3']);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Key } from '../../../src/core/agents/shared/key.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

test.each([
  ['several lines', 'one\ntwo\n\nthree'],
  ['quotes and formats', `'a' "b" \`c\` $HOME #{pid} #(touch pwned) \\ %5`],
  ['a final semicolon', 'do it;'],
  ['only a semicolon', ';'],
  ['a leading dash and bang', '-t %0 ! -- !ls'],
  ['other scripts', 'żółć 漢字 👍🏽 é'],
  ['a tab', 'a\tb'],
])('%s arrive byte for byte', (_, text) =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test);
    expect(await test.backend.deliver(target, [{ text }], 0)).toEqual({ sent: true });
    await waitFor(() => received().length >= Buffer.byteLength(text), { what: 'the text' });
    expect(received().toString()).toBe(text);
  }),
);

test('100 kB arrive byte for byte, once, in one bracket', () =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test, String.raw`printf '\033[?2004h'`);
    const text = Array.from({ length: 4000 }, (_, index) => `line ${index} "'; €`).join('\n');
    expect(text.length).toBeGreaterThan(60_000);
    await test.backend.deliver(target, [{ text: text + text }, { keys: ['enter'] }], 100);
    await waitFor(() => received().at(-1) === 13, { what: 'enter' });
    expect(received().toString()).toBe(`\u001b[200~${text}${text}\u001b[201~\r`);
  }));

test('text cannot leave the bracket nor bring control characters', () =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test, String.raw`printf '\033[?2004h'`);
    const text = 'a\u001b[201~b\u001b[20\u001b[201~1~\u0003\u009b201~c\r\nd\u007f';
    await test.backend.deliver(target, [{ text }, { keys: ['enter'] }], 0);
    await waitFor(() => received().at(-1) === 13, { what: 'enter' });
    const inside = received().toString().slice(6, -7);
    expect(inside).toMatch(/^[\n -~]*$/);
    expect(inside).toMatch(/^ab.*c\nd$/s);
  }));

test('Enter comes no sooner after the paste than the gap of the agent', () =>
  withTmuxServer(async test => {
    const { target } = await recorder(test);
    const started = performance.now();
    await test.backend.deliver(target, [{ text: 'a' }, { keys: ['enter'] }], 150);
    expect(performance.now() - started).toBeGreaterThanOrEqual(150);
  }));

test('keys are sent by name, single characters as they are', () =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test);
    const keys = ['escape', '1', ';', "'", '-', '#', 'ctrl+u', 'up', 'enter'] as Key[];
    await test.backend.deliver(target, [{ keys }], 0);
    await waitFor(() => received().at(-1) === 13, { what: 'enter' });
    expect(received().toString()).toBe("\u001b1;'-#\u0015\u001b[A\r");
  }));

test('an answer to a question that is no longer open is refused', () =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test);
    await test.backend.can.guards.numberQuestions([{ place: target.place, questionNumber: 12 }]);
    const stale = { ...target, questionNumber: 1 };
    expect(await test.backend.deliver(stale, [{ text: 'yes' }], 0)).toEqual({ sent: false, why: 'moved-on' });
    expect(await test.backend.deliver(stale, [{ keys: ['2'] }], 0)).toEqual({ sent: false, why: 'moved-on' });
    expect(await test.backend.deliver({ ...target, questionNumber: 12 }, [{ keys: ['1'] }], 0)).toEqual({
      sent: true,
    });
    await waitFor(() => received().length > 0, { what: 'the key' });
    expect(received().toString()).toBe('1');
    expect(await test.run('list-buffers')).toBe('');
  }));

test('nothing is written into a dead pane, and the server lives', () =>
  withTmuxServer(async test => {
    const request = shellRequest('exit 0');
    const target = { place: await test.backend.start(request), id: request.id };
    await waitFor(async () => (await test.backend.list()).panes[0]?.dead, { what: 'the end' });
    expect(await test.backend.deliver(target, [{ text: 'a' }], 0)).toEqual({ sent: false, why: 'dead' });
    expect(await test.backend.deliver(target, [{ keys: ['enter'] }], 0)).toEqual({
      sent: false,
      why: 'dead',
    });
    expect(await test.run('list-buffers')).toBe('');
    expect((await test.backend.list()).panes).toHaveLength(1);
  }));

test('nothing is written while a person scrolls back', () =>
  withTmuxServer(async test => {
    const { target, received } = await recorder(test);
    await test.run('copy-mode', '-t', target.place.pane);
    expect(await test.backend.deliver(target, [{ text: 'a' }], 0)).toEqual({ sent: false, why: 'copy-mode' });
    await test.run('copy-mode', '-q', '-t', target.place.pane);
    expect(await test.backend.deliver(target, [{ text: 'b' }], 0)).toEqual({ sent: true });
    await waitFor(() => received().length > 0, { what: 'the text' });
    expect(received().toString()).toBe('b');
  }));

test('a pane that is gone, another session in it, and no server are told apart from success', () =>
  withTmuxServer(async test => {
    const { target } = await recorder(test);
    const gone = { ...target, place: { ...target.place, pane: '%99' } };
    expect(await test.backend.deliver(gone, [{ text: 'a' }], 0)).toEqual({ sent: false, why: 'gone' });
    const other = { ...target, id: 'deadbeef' };
    expect(await test.backend.deliver(other, [{ text: 'a' }], 0)).toEqual({
      sent: false,
      why: 'other-session',
    });
    expect(await test.run('list-buffers')).toBe('');
    await test.run('kill-server');
    expect(await test.backend.deliver(target, [{ text: 'a' }], 0)).toEqual({ sent: false, why: 'gone' });
  }));

/** A session that writes every byte it gets into a file. */
async function recorder(test: TmuxTest, first = ':') {
  const file = join(test.directory, 'received');
  const script = `${first}; stty raw -echo; : > "$0"; exec cat > "$0"`;
  const request = shellRequest('', { argv: ['/bin/sh', '-c', script, file] });
  const place = await test.backend.start(request);
  await waitFor(() => existsSync(file), { what: 'the recorder' });
  return { target: { place, id: request.id }, received: () => readFileSync(file) };
}

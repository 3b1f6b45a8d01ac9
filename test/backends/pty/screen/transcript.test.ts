import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { mostBetween, openTranscript } from '../../../../src/backends/pty/screen/transcript.ts';

/** A terminal of 20x5 whose output is drawn piece by piece, `ms` apart. */
async function told(pieces: readonly string[], ms = 1000) {
  const terminal = new xterm.Terminal({ cols: 20, rows: 5, scrollback: 2000, allowProposedApi: true });
  const transcript = openTranscript(terminal);
  const texts: string[] = [];
  let now = 0;
  for (const piece of pieces) {
    let text = '';
    for (let at = 0; at < piece.length; at += mostBetween) {
      await new Promise<void>(resolve => terminal.write(piece.slice(at, at + mostBetween), resolve));
      text += transcript.scrolled();
    }
    text += transcript.standing(now);
    now += ms;
    texts.push(text + transcript.standing(now));
  }
  return [...texts, transcript.rest()];
}

const once = async (pieces: readonly string[], ms?: number) => (await told(pieces, ms)).join('');

it('tells lines soon, and each once', async () => {
  expect(await told(['one\r\n', 'two\r\nthree', '\r\n'])).toEqual(['one\n', 'two\n', 'three\n', '']);
});

it('tells all of what runs through, without colours, and a last line without its end', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
  const text = lines.map(line => `\u001b[31m${line}\u001b[0m`).join('\r\n');
  expect(await once([text])).toBe(`${lines.join('\n')}\n`);
});

it('keeps blank lines, and loses none of many at once', async () => {
  expect(await once([`a${'\r\n'.repeat(4000)}b`])).toBe(`a${'\n'.repeat(4000)}b\n`);
});

it('joins what the screen has wrapped, also a line that is longer than what the screen remembers', async () => {
  const long = Array.from({ length: 9000 }, (_, index) => `word${index} `)
    .join('')
    .trimEnd();
  expect(await once([`abcdefghijklmnopqrstuvwxyz\r\n${long}\r\nend\r\n`])).toBe(
    `abcdefghijklmnopqrstuvwxyz\n${long}\nend\n`,
  );
});

it('tells of a line that was written over only what it has come to', async () => {
  expect(await once(['10%', '\r50%', '\r100%\r\n', 'done\r\n'])).toBe('100%\ndone\n');
});

it('tells of lines that are drawn again and again only what they have come to', async () => {
  const table = (share: number) => `\u001b[2Ka ${share}%\r\n\u001b[2Kb ${share}%\r\n`;
  const frames = Array.from({ length: 11 }, (_, step) => `${step ? '\u001b[2A' : ''}${table(step * 10)}`);
  expect(await once([...frames, 'done\r\n'], 100)).toBe('a 100%\nb 100%\ndone\n');
});

it('tells what stood for long although it was drawn again later', async () => {
  expect(await once(['first\r\n', '\u001b[A\u001b[2Ksecond\r\n'])).toBe('first\nsecond\n');
});

it('leaves out what stood on the other screen, unless that is the last', async () => {
  const full = 'before\r\n\u001b[?1049h\u001b[Hfull screen';
  expect(await once([full, '\u001b[?1049lafter\r\n'])).toBe('before\nafter\n');
  expect(await once([full])).toBe('before\nfull screen\n');
});

it('goes on after what was scrolled away was forgotten', async () => {
  expect(await once(['one\r\n'.repeat(9), '\u001b[H\u001b[2J\u001b[3J', 'two\r\n'])).toBe(
    `${'one\n'.repeat(9)}two\n`,
  );
});

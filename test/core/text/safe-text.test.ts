import { describe, expect, it, test } from 'vitest';
import { cells, clip, pad, safeLines, safeText } from '../../../src/core/text/safe-text.ts';
import { liveAfterSanitising, slowestMs } from '../../helpers/hostile-strings.ts';

describe('safeText', () => {
  it.each([
    ['colours', 'a\x1b[1;31mb\x1b[0m', 'ab'],
    ['a title', 'a\x1b]0;evil\x07b', 'ab'],
    ['a clipboard write that has no end', 'a\x1b]52;c;ZXZpbA==', 'a'],
    ['a link', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['a sequence inside another', 'a\x1b]0;x\x1b]52;c;y\x07b', 'ab'],
    ['a sequence that appears when another is removed', 'a\x1b\x1b[31m[31mb', 'a[31mb'],
    ['a passthrough of tmux', '\x1bPtmux;\x1b\x1b]52;c;x\x07\x1b\\z', 'z'],
    ['one-character controls', 'a\x9b31mb\x9d0;x\x9cc\x07\x00\x7f', 'abc'],
    ['reversed reading', 'photo\u202egnp.exe', 'photognp.exe'],
    ['characters that cannot be seen', 'a\u200bb\u00adc\u{e0041}d\ufeff', 'abcd'],
    ['half of a pair', 'a\ud83d b\udc00', 'a b'],
    ['line ends and tabs', '\n a\r\n\tb\u2028c \n', 'a b c'],
    ['a pile of marks', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
    ['a mark without a letter', '\u0301abc', 'abc'],
    ['what terminals disagree on', '❤\ufe0f 👍🏽 1\ufe0f\u20e3 👩\u200d💻', '❤ 👍 1 👩💻'],
  ])('takes out %s', (_what, text, shown) => expect(safeText(text)).toBe(shown));

  it('keeps what can be read, and the indentation when asked', () => {
    const text = "  #(touch x) $(y) 'q' ; 日本語 é สวัสดี नमस्ते 🎉  ";
    expect(safeText(text)).toBe(text.trim());
    expect(safeText(text, { keepIndent: true })).toBe(text);
  });

  it('cuts to a width', () => {
    expect(safeText('\x1b[31m日本語テキスト', { maxCells: 7 })).toBe('日本語…');
    expect(safeText('x'.repeat(1_000_000), { maxCells: 3 })).toBe('xx…');
  });
});

const pieces = [
  '\x1b',
  '\x1b[',
  '\x1b]',
  '\x1bP',
  '\\',
  '\x07',
  '\x9b',
  '\x9d',
  '\x9c',
  '\u202e',
  '\u200d',
  '\ud83d',
  '\udc69',
  '\udb40',
  '\ufe0f',
  '\u0301',
  '🏽',
  '日',
  'a',
  ';',
  '5',
  'm',
  '\n',
  '\r',
  '\t',
  ' ',
  '\u0085',
  '\u2028',
  '\ufffe',
];

/** A small generator with a seed, so that a failure can be seen again. */
function randomTexts(count: number, seed: number): string[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const piece = () =>
    next(4) === 0 ? String.fromCharCode(next(65536)) : (pieces[next(pieces.length)] ?? '');
  return Array.from({ length: count }, () => Array.from({ length: next(40) }, piece).join(''));
}

const harmful = /[\p{Control}\p{Bidi_Control}\p{Surrogate}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

test('random text never leaves a control, an escape or a hidden character', () => {
  for (const text of randomTexts(3000, 1)) {
    const safe = safeText(text);
    if (harmful.test(safe) || safeText(safe) !== safe) expect(JSON.stringify(text)).toBe('a text made safe');
    for (const line of safeLines(text))
      if (harmful.test(line)) expect(JSON.stringify(text)).toBe('safe lines');
  }
});

test('random text is clipped and padded to the cell', () => {
  const texts = randomTexts(800, 2).map(text => safeText(text));
  for (const width of [0, 1, 2, 5, 11]) {
    const fits = (text: string) => cells(clip(text, width)) <= width && cells(pad(text, width)) === width;
    expect(texts.filter(text => !fits(text))).toEqual([]);
  }
});

test('a million characters of an attack take no time', () => {
  const begin = process.cpuUsage();
  for (const piece of ['\x9d', '\x1b]', '\x1b[', '\x1b]\n', '\u0301', ' ', '\x1b[0']) {
    safeText(piece.repeat(1_000_000 / piece.length));
    safeLines(piece.repeat(1_000_000 / piece.length));
  }
  // Of the processor: on a busy machine the clock says little.
  expect(process.cpuUsage(begin).user / 1000).toBeLessThan(5000);
});

test('lines keep their indentation, and a tab is four blanks', () => {
  expect(safeLines('a\r\n\tb\x1b[31m\n\n  日')).toEqual(['a', '    b', '', '  日']);
});

// As tmux 3.3a moves its cursor.
test.each([
  ['日本語', 6],
  ['한글', 4],
  ['e\u0301', 1],
  ['สวัสดี', 4],
  ['हिन्दी', 5],
  ['नमस्ते', 4],
  ['ทำ', 2],
  ['ខ្មែរ', 4],
  ['👍', 2],
  ['🇸🇪', 2],
  ['❤ ⚠ ✔ ✻ ☐ … ─ ⠋', 15],
  ['⬜', 2],
  ['ｶﾞ', 2],
  ['\x1b[2mdim\x1b[0m', 3],
])('%s is %i cells wide', (text, width) => expect(cells(text)).toBe(width));

test('what is cut off is shown, and a wide character is not cut in two', () => {
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('日本語', 4)).toBe('日…');
  expect(clip('日本語', 5, '')).toBe('日本');
  expect(clip('abc', 1)).toBe('…');
  expect(clip('abc', 2, '...')).toBe('');
  expect(pad('日', 4)).toBe('日  ');
});

it('lets nothing live through, whatever the string, and takes a long one at once', () => {
  // The benchmark of reliability takes many more.
  expect(liveAfterSanitising(1000, 7)).toBe(0);
  // Ten times what it takes: the machine of a test may be busy.
  expect(slowestMs(100_000, 7, 3).ms).toBeLessThan(100);
});

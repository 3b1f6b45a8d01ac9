import { safeLines, safeText } from '../../src/core/text/safe-text.ts';
import { randomNumbers } from './random-numbers.ts';

/** Of these every string is made: introducers, ends and parameters of sequences, what reorders, hides and piles up. */
const pieces: readonly string[] = [
  ...[
    '\u001b',
    '\u001b[',
    '\u001b]',
    '\u001bP',
    '\u001b_',
    '\u001b^',
    '\u001bX',
    '\u001b\\',
    '\u001bc',
    '\u001b(0',
  ],
  ...[
    '\u0007',
    '\u0008',
    '\u0000',
    '\u000e',
    '\u007f',
    '\u0090',
    '\u0098',
    '\u009b',
    '\u009c',
    '\u009d',
    '\u009e',
  ],
  ...[
    '\u009f',
    '\u0085',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\u000b',
    '\f',
    '\u2028',
    '\u2029',
    '52;c;UFdORUQ=',
    '0;t',
    '8;;',
  ],
  ...[
    '31m',
    '2J',
    '?1049h',
    '[',
    ']',
    '\\',
    ';',
    ':',
    '<',
    '?',
    ' ',
    '!',
    '~',
    '@',
    'a',
    'é',
    '日',
    '🎉',
    '🏽',
    '👩',
  ],
  ...[
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\ufeff',
  ],
  ...[
    '\ufe0f',
    '\u20e3',
    '\u0301',
    '\u{e0041}',
    '\u{e007f}',
    '\ud83d',
    '\udc69',
    '\udb40',
    '\uffff',
    '\ufff9',
    '\u2060',
  ],
];

/** What a terminal would obey, or reorder text by. */
const live = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** Strings of up to 40 pieces, the same for the same seed. */
export function hostileStrings(seed: number): () => string {
  const below = randomNumbers(seed);
  return () => {
    let text = '';
    for (let left = 1 + below(40); left > 0; left -= 1) text += pieces[below(pieces.length)] ?? '';
    return text;
  };
}

/** How many of so many strings come out of the sanitiser with something live in them; also once more, as one line. */
export function liveAfterSanitising(count: number, seed: number): number {
  const next = hostileStrings(seed);
  let found = 0;
  for (let done = 0; done < count; done += 1) {
    const text = next();
    const line = safeText(text);
    const isLive =
      live.test(line) || safeText(line) !== line || safeLines(text).some(each => live.test(each));
    if (isLive) found += 1;
  }
  return found;
}

/** The longest of several times that a text of so many characters takes, in ms: random ones, and floods of one piece. */
export function slowestMs(
  length: number,
  seed: number,
  tries = 7,
): { readonly ms: number; readonly what: string } {
  const next = hostileStrings(seed);
  let random = '';
  while (random.length < length) random += next();
  const floods = pieces.map(piece => piece.repeat(Math.ceil(length / piece.length)));
  let slowest = { ms: 0, what: '' };
  for (const text of [random, ...floods]) {
    const ms = usualMs(text.slice(0, length), tries);
    if (ms > slowest.ms) slowest = { ms, what: JSON.stringify(text.slice(0, 8)) };
  }
  return slowest;
}

/** The least of several, of the processor: a busy machine says nothing about the program. */
function usualMs(text: string, tries: number): number {
  const times = Array.from({ length: tries }, () => {
    const before = process.cpuUsage();
    safeText(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

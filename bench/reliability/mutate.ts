/** What a mutated value or text is made with: a number from 0 up to, without, `below`. */
export type Random = (below: number) => number;

const strange: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, '', [], {}, [[]], [null], { at: null }],
  ...[
    'working',
    'x'.repeat(5000),
    '../../etc/passwd',
    '0123abcd',
    '\u0000',
    '\u001b]52;c;AA\u0007',
    '\u202e',
  ],
  ...[
    '\ud800',
    '👍🏽'.repeat(50),
    '__proto__',
    'constructor',
    { length: -1 },
    { __proto__: null, toString: 1 },
  ],
  ...[{ questions: [{ question: 1, options: { label: 2 } }] }, Array.from({ length: 300 }, () => ({}))],
];

const scraps = [
  ...['{', '}', '[', ']', '"', ',', ':', 'null', '\\u0000', '\\', '-', '1e999', '\n', '\r\n', '\t', '\u0000'],
  ...[
    '\u001b[31m',
    '\u009b',
    '\u202e',
    '\ud800',
    '👍🏽',
    '❯ ',
    '❯ 1. Yes',
    '  2. No',
    '─'.repeat(120),
    '│',
    '●',
  ],
  ...[
    ' '.repeat(300),
    '(esc to interrupt)',
    '? for shortcuts',
    '☐ ',
    '✻ x… (1s)',
    '1. '.repeat(80),
    '\uffff',
  ],
];

/** A value like this one with one to three of its parts replaced, removed, doubled or given other names. */
export function mutatedValue(value: unknown, random: Random): unknown {
  let changed = structuredClone(value);
  for (let times = 1 + random(3); times > 0; times -= 1) changed = changedAt(changed, random);
  return changed;
}

function changedAt(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random(6) === 0) return strange[random(strange.length)];
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const at = random(entries.length + 1);
  const [name = 'extra', inner] = entries[at] ?? [];
  const how = random(8);
  if (how === 0) entries.splice(at, 1);
  else if (how === 1) entries.push([isList ? name : `${name}x`, inner]);
  else if (how === 2) entries[at] = [name, strange[random(strange.length)]];
  else entries[at] = [name, changedAt(inner, random)];
  return isList ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

/** A text like this one with one to four places cut, doubled, exchanged, or with something strange put in. */
export function mutatedText(text: string, random: Random): string {
  let changed = text;
  for (let times = 1 + random(4); times > 0; times -= 1) {
    const [from, length] = [random(changed.length + 1), random(random(4) === 0 ? 400 : 12)];
    const [before, part, after] = [
      changed.slice(0, from),
      changed.slice(from, from + length),
      changed.slice(from + length),
    ];
    const how = random(6);
    if (how === 0) changed = before + after;
    else if (how === 1) changed = before + part.repeat(1 + random(20)) + after;
    else if (how === 2) changed = before;
    else if (how === 3) changed = after + before;
    else changed = before + scraps[random(scraps.length)] + (how === 4 ? part : '') + after;
  }
  return changed.length > 400_000 ? changed.slice(0, 400_000) : changed;
}

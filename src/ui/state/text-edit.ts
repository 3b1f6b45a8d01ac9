/** A text field's contents. `cursor` counts UTF-16 code units and always stands between two graphemes. */
export interface Field {
  readonly text: string;
  readonly cursor: number;
}

export const emptyField: Field = { text: '', cursor: 0 };

export function fieldWith(given: string): Field {
  const text = typeable(given);
  return { text, cursor: text.length };
}

/** Editing verbs, named as readline names them. */
export const edits = {
  backspace: (field: Field) => cut(field, previousGrapheme(field), field.cursor),
  delete: (field: Field) => cut(field, field.cursor, nextGrapheme(field)),
  left: (field: Field) => move(field, previousGrapheme(field)),
  right: (field: Field) => move(field, nextGrapheme(field)),
  'word-left': (field: Field) => move(field, previousWord(field)),
  'word-right': (field: Field) => move(field, nextWord(field)),
  'line-start': (field: Field) => move(field, lineStart(field)),
  'line-end': (field: Field) => move(field, lineEnd(field)),
  'line-up': (field: Field) => moveLines(field, -1),
  'line-down': (field: Field) => moveLines(field, 1),
  'kill-word': (field: Field) => cut(field, previousWord(field), field.cursor),
  'kill-to-start': (field: Field) => cut(field, lineStart(field), field.cursor),
  'kill-to-end': (field: Field) => cut(field, field.cursor, lineEnd(field)),
  newline: (field: Field) => insert(field, '\n'),
} as const satisfies Record<string, (field: Field) => Field>;

export type Edit = keyof typeof edits;

export function insert(field: Field, text: string): Field {
  return {
    text: field.text.slice(0, field.cursor) + text + field.text.slice(field.cursor),
    cursor: field.cursor + text.length,
  };
}

/**
 * Text that is fit to stand in a field: line ends become `\n`; escape sequences and controls, which a terminal
 * would obey, are dropped.
 */
export function typeable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function cut(field: Field, from: number, to: number): Field {
  if (from >= to) return field;
  return { text: field.text.slice(0, from) + field.text.slice(to), cursor: from };
}

function move(field: Field, cursor: number): Field {
  return cursor === field.cursor ? field : { text: field.text, cursor };
}

/** No grapheme that a person types is longer; a whole megabyte is never segmented for one key. */
const longestGrapheme = 64;

function previousGrapheme({ text, cursor }: Field): number {
  const from = Math.max(0, cursor - longestGrapheme);
  let last = cursor;
  for (const segment of graphemes().segment(text.slice(from, cursor))) last = from + segment.index;
  return cursor === 0 ? 0 : last;
}

let segmenter: Intl.Segmenter | undefined;

/** Made at the first key that needs it: it takes 9 ms, which the first frame need not pay. */
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
}

function nextGrapheme({ text, cursor }: Field): number {
  const next = graphemes()
    .segment(text.slice(cursor, cursor + longestGrapheme))
    .containing(0);
  return cursor + (next?.segment.length ?? 0);
}

function previousWord({ text, cursor }: Field): number {
  let at = cursor;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at--;
  while (at > 0 && /\S/.test(text[at - 1] ?? '')) at--;
  return at;
}

function nextWord({ text, cursor }: Field): number {
  let at = cursor;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  while (at < text.length && /\S/.test(text[at] ?? '')) at++;
  return at;
}

function lineStart({ text, cursor }: Field): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ text, cursor }: Field): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}

function moveLines(field: Field, by: -1 | 1): Field {
  const start = lineStart(field);
  const column = field.cursor - start;
  if (by === -1) {
    if (start === 0) return move(field, 0);
    const above = { text: field.text, cursor: start - 1 };
    return move(field, Math.min(lineStart(above) + column, start - 1));
  }
  const end = lineEnd(field);
  if (end === field.text.length) return move(field, end);
  const below = { text: field.text, cursor: end + 1 };
  return move(field, Math.min(end + 1 + column, lineEnd(below)));
}

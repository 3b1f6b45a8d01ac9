import { withoutEscapes } from './safe-text.ts';

/**
 * What a terminal would obey, or reorder text by, and what cannot be seen: C0 and C1, bidirectional controls, line and
 * paragraph separators, zero-width characters, tags, lone surrogates.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/** Text without escape sequences and without any of that; line ends and what joins letters and emoji stay. */
export function withoutControls(text: string): string {
  return withoutEscapes(text).replace(unsafe, found =>
    /[\t-\r\u0085\u2028\u2029]/.test(found) ? ' ' : joiners.has(found) ? found : '',
  );
}

const joiners: ReadonlySet<string> = new Set(['\u200c', '\u200d']);

/** JSON whose text holds none of that: it stands there as `\u` escapes, and means the same to every reader of JSON. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) ?? 'null';
  // Its own line ends are the only controls that stringify leaves.
  return text.replace(unsafe, found => (found === '\n' ? found : escaped(found)));
}

/** A path as a shell takes it: as it is, or where it holds any of that as `$'…'` with `\x` escapes of its bytes. */
export function safePath(path: string): string {
  if (path.search(unsafe) === -1) return path;
  const quoted = path.replace(/[\\']/g, '\\$&').replace(unsafe, found => bytesOf(found));
  return `$'${quoted}'`;
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return units.map(unit => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function bytesOf(text: string): string {
  return [...new TextEncoder().encode(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

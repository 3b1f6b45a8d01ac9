/**
 * Number of the line, from 1, where a text stops being JSON. JSON.parse tells the place in some versions of Node
 * and for some mistakes only.
 */
export function jsonErrorLine(text: string): number {
  const scan: Scan = { text, at: 0 };
  if (readValue(scan, 0)) skip(scan, space);
  return text.slice(0, scan.at).split('\n').length;
}

interface Scan {
  readonly text: string;
  /** Where the scan stands; after a mistake, the place of the mistake. */
  at: number;
}

const space = /[ \t\r\n]*/y;
const scalar =
  /(?:"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const key = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const mostDepth = 500;

/** Each function moves on past what it reads and says whether it was there. */
function readValue(scan: Scan, depth: number): boolean {
  skip(scan, space);
  if (depth > mostDepth) return false;
  if (take(scan, '{')) return readList(scan, '}', () => readMember(scan, depth));
  if (take(scan, '[')) return readList(scan, ']', () => readValue(scan, depth + 1));
  return skip(scan, scalar);
}

function readMember(scan: Scan, depth: number): boolean {
  skip(scan, space);
  if (!skip(scan, key)) return false;
  skip(scan, space);
  return take(scan, ':') && readValue(scan, depth + 1);
}

function readList(scan: Scan, end: string, readItem: () => boolean): boolean {
  skip(scan, space);
  if (take(scan, end)) return true;
  while (readItem()) {
    skip(scan, space);
    if (take(scan, end)) return true;
    if (!take(scan, ',')) return false;
  }
  return false;
}

function take(scan: Scan, character: string): boolean {
  if (scan.text[scan.at] !== character) return false;
  scan.at += 1;
  return true;
}

function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text);
  if (found) scan.at += found[0].length;
  return found !== null;
}

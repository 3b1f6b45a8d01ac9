/** A member of an object somewhere in a JSON text. Places are offsets into the text. */
export interface JsonMember {
  /** Keys from the outermost object on, joined with a dot. */
  readonly path: string;
  /** How many objects it lies in, from 1. */
  readonly depth: number;
  /** Number of the line of its key, from 1. */
  readonly line: number;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

interface Open {
  readonly bracket: string;
  readonly path: string;
  key: { readonly name: string; readonly start: number } | undefined;
  valueStart: number | undefined;
}

/** Every member of every object, in the order in which they end. The text must be valid JSON. */
export function jsonMembers(text: string): readonly JsonMember[] {
  const members: JsonMember[] = [];
  const open: Open[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  let end = 0;
  const close = (at: Open | undefined) => {
    if (at?.key === undefined || at.valueStart === undefined) return;
    const path = pathTo(at);
    const depth = open.filter(({ bracket }) => bracket === '{').length;
    const line = text.slice(0, at.key.start).split('\n').length;
    members.push({ path, depth, line, start: at.key.start, valueStart: at.valueStart, end });
    at.key = undefined;
    at.valueStart = undefined;
  };
  for (const { 0: word, index } of text.matchAll(token)) {
    const at = open.at(-1);
    if (word === ',') close(at);
    else if (word === '}' || word === ']') {
      close(at);
      open.pop();
    } else if (at?.bracket === '{' && at.key === undefined) at.key = { name: keyOf(word), start: index };
    else if (word !== ':') {
      if (at) at.valueStart ??= index;
      if (word === '{' || word === '[')
        open.push({ bracket: word, path: at ? pathTo(at) : '', key: undefined, valueStart: undefined });
    }
    end = index + word.length;
  }
  return members;
}

function pathTo({ path, key }: Open): string {
  return [path, key?.name].filter(part => part !== undefined && part !== '').join('.');
}

function keyOf(word: string): string {
  return JSON.parse(word) as string;
}

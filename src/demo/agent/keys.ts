export type Key =
  | { readonly name: 'text' | 'paste'; readonly text: string }
  | {
      readonly name:
        | 'enter'
        | 'escape'
        | 'up'
        | 'down'
        | 'left'
        | 'right'
        | 'tab'
        | 'backspace'
        | 'ctrl-c'
        | 'ctrl-u'
        | 'newline'
        | 'other';
    };

const named: Readonly<Record<string, Key['name']>> = {
  '\r': 'enter',
  '\x1b': 'escape',
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x03': 'ctrl-c',
  '\x15': 'ctrl-u',
  '\n': 'newline',
};

const pasteBegins = '\x1b[200~';
const pasteEnds = '\x1b[201~';

/** Makes a reader of keys that remembers a paste spread over several reads. */
export function createKeyReader(): (chunk: string) => Key[] {
  let pasting: string | undefined;
  return chunk => {
    const keys: Key[] = [];
    let rest = chunk;
    while (rest !== '') {
      if (pasting === undefined) {
        const start = rest.indexOf(pasteBegins);
        keys.push(...readTyped(start < 0 ? rest : rest.slice(0, start)));
        if (start < 0) break;
        pasting = '';
        rest = rest.slice(start + pasteBegins.length);
      }
      const end = rest.indexOf(pasteEnds);
      pasting += end < 0 ? rest : rest.slice(0, end);
      if (end < 0) break;
      keys.push({ name: 'paste', text: pasting.replaceAll('\r\n', '\n').replaceAll('\r', '\n') });
      pasting = undefined;
      rest = rest.slice(end + pasteEnds.length);
    }
    return keys;
  };
}

/** Text with an Enter in one read is taken for a paste by Claude Code: the Enter becomes a line break. */
function readTyped(text: string): Key[] {
  const enter = text.search(/[\r\n]/);
  if (enter >= 0 && text.length > 1 && !text.includes('\x1b'))
    return [{ name: 'paste', text: text.replaceAll('\r', '\n') }];
  const tokens =
    text.match(/\x1b\[[\d;<?]*[~A-Za-z]|\x1bO[A-Za-z]|\x1b|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? [];
  return tokens.map(token => {
    const name = named[token];
    if (name) return { name } as Key;
    return token < ' ' ? { name: 'other' } : { name: 'text', text: token };
  });
}

/**
 * The words of a command as a shell parts them, with its quotes and backslashes and nothing else of it: no variable, no
 * pattern, no pipe. Undefined where a quote is not closed.
 */
export function shellWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; at += 1) {
    const character = command[at] ?? '';
    if (/\s/u.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const part = readPart(command, at);
    if (!part) return undefined;
    word = (word ?? '') + part.text;
    at = part.last;
  }
  return word === undefined ? words : [...words, word];
}

/** One character, or what stands between two quotes; `last` is the index of its last character. */
function readPart(command: string, at: number): { readonly text: string; readonly last: number } | undefined {
  const character = command[at] ?? '';
  if (character === '\\') return { text: command[at + 1] ?? '\\', last: at + 1 };
  if (character !== "'" && character !== '"') return { text: character, last: at };
  let text = '';
  for (let index = at + 1; index < command.length; index += 1) {
    const inside = command[index] ?? '';
    if (inside === character) return { text, last: index };
    const isEscape = character === '"' && inside === '\\' && /["\\$`]/u.test(command[index + 1] ?? '');
    text += isEscape ? (command[index + 1] ?? '') : inside;
    if (isEscape) index += 1;
  }
  return undefined;
}

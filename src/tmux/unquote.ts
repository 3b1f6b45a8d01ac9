/** The words of a command that tmux has printed as its own parser would read it again, such as `pane_start_command`. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [part] of text.matchAll(/'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|\s+|[\s\S]/g)) {
    if (/^\s/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + plain(part);
  }
  return word === undefined ? words : [...words, word];
}

function plain(part: string): string {
  if (part.startsWith("'") && part.length > 1) return part.slice(1, -1);
  if (part.startsWith('"') && part.length > 1) return part.slice(1, -1).replace(/\\([\s\S])/g, '$1');
  return part.startsWith('\\') ? part.slice(1) : part;
}

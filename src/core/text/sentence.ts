/** Words of another program with an end, so that a sentence can follow: `Help` is `Help.`, a question stays as it is. */
export function asSentence(words: string): string {
  const trimmed = words.trim();
  return /[.?!:…)]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Linux takes at most 131 072 bytes in one argument (MAX_ARG_STRLEN), its final NUL included. */
export const mostPromptBytes = 120_000;

/** One word for sh, whatever stands in it. Throws when there is a NUL in it. */
export function quoteForShell(word: string): string {
  if (word.includes('\0')) throw new Error('A NUL character cannot be given to a program. Take it out.');
  return `'${word.replaceAll("'", "'\\''")}'`;
}

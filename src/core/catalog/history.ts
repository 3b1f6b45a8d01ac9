const mostPrompts = 200;
const mostCharacters = 20_000;

/** The prompts with one more in front, each once; one too long to be worth keeping is left out. */
export function remembered(history: readonly string[], text: string): readonly string[] {
  if (text.trim() === '' || text.length > mostCharacters) return history;
  return [text, ...history.filter(other => other !== text)].slice(0, mostPrompts);
}

import type { Shell } from '../verb.ts';

/** Asks a person at a terminal; only the whole word is a yes. */
export async function askYes({ input, output }: Shell, question: string): Promise<boolean> {
  // Loaded when needed: it costs 4 ms, and every other verb would pay. A script from the code cache has no `import()`.
  const { createInterface } = process.getBuiltinModule('node:readline/promises');
  const prompt = createInterface({ input: input.stream(), output: output.stream() });
  try {
    return (await prompt.question(question)).trim() === 'yes';
  } catch {
    // Ctrl+C or Ctrl+D.
    return false;
  } finally {
    prompt.close();
  }
}

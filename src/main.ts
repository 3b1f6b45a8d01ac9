import { loadPart } from './cli/load-part.ts';
import type { Main } from './cli/main.ts';
import { partsFor } from './cli/part-for.ts';

/** `dist/agents.js`: what the words of the shell ask for is done by the part of the program that knows it. */
async function start(words: readonly string[]): Promise<void> {
  if (words[0] === '--debug') return start(words.slice(1));
  if (isQuestion(words)) return start(['list', '--live', ...words]);
  for (const part of partsFor(words)) {
    const { main } = loadPart(part) as { readonly main: Main };
    if (await main(words)) return;
  }
}

/** `agents --json`, in any order with `--cwd PATH`: no view is opened for a script. */
function isQuestion(words: readonly string[]): boolean {
  return /^--(json$|cwd\b)/.test(words[0] ?? '') && words.includes('--json');
}

void start(process.argv.slice(2));

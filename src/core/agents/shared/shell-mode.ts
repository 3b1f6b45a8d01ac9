import { isBlank } from '../../screen/screen-text.ts';
import type { Agent } from './agent.ts';

const footerLines = 8;

/** Whether what is typed into the composer now would be run in a shell. `text` is a screen, its lines joined. */
export function isInShellMode({ shellMode }: Agent, text: string): boolean {
  if (!shellMode) return false;
  const filled = text.split('\n').filter(line => !isBlank(line));
  return filled.slice(-footerLines).some(line => shellMode.mark.test(line));
}

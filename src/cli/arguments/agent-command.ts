import { shellWords } from '../../core/text/shell-words.ts';
import type { Shell } from '../verb.ts';
import { givenPath } from './given-path.ts';

/** The program and its words of `--agent-command`, or a sentence. A path is meant from where it was typed. */
export function agentCommand(
  command: string,
  shell: Shell,
): { readonly argv: readonly string[] } | { readonly problem: string } {
  const words = shellWords(command);
  if (!words) return { problem: '--agent-command: a quote in it is not closed.' };
  const [program, ...rest] = words;
  if (program === undefined || program === '') return { problem: '--agent-command names no program.' };
  return { argv: [program.includes('/') ? givenPath(program, shell) : program, ...rest] };
}

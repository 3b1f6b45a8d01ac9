import type { Agent } from './agent.ts';
import { type LaunchOptions, optionNames } from './launch-options.ts';

/** The agent's words for these options, or a sentence about the first that it has no equal for. */
export function wordsFor(
  agent: Agent,
  options: LaunchOptions,
): { readonly words: readonly string[] } | { readonly problem: string } {
  const words: string[] = [];
  for (const name of optionNames) {
    for (const value of options[name] ?? []) {
      const own = agent.options?.[name]?.(value);
      if (!own)
        return {
          problem: `${agent.label} has no equal for --${name}${value && ` ${value}`}. Nothing was started.`,
        };
      words.push(...own);
    }
  }
  return { words };
}

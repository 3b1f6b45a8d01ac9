import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type LaunchOptions, type OptionName, optionNames } from '../core/agents/launch-options.ts';

/** For `parseArgs`: what every agent has its own words for; each may be repeated. */
export const launchOptionWords = {
  model: { type: 'string', multiple: true },
  effort: { type: 'string', multiple: true },
  'permission-mode': { type: 'string', multiple: true },
  settings: { type: 'string', multiple: true },
  'add-dir': { type: 'string', multiple: true },
  'plugin-dir': { type: 'string', multiple: true },
  'mcp-config': { type: 'string', multiple: true },
  'strict-mcp-config': { type: 'boolean' },
  'fallback-model': { type: 'string', multiple: true },
  'dangerously-skip-permissions': { type: 'boolean' },
  'allow-dangerously-skip-permissions': { type: 'boolean' },
} as const satisfies Record<OptionName, { type: 'string'; multiple: true } | { type: 'boolean' }>;

type Given = Readonly<Partial<Record<OptionName, readonly string[] | boolean | undefined>>>;

/** Files and directories are meant from where the words were typed, and the agent may start elsewhere. */
export function launchOptions(values: Given): LaunchOptions {
  const given = optionNames.flatMap(name => {
    const value = values[name];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? [''] : value.map(text => fullPath(name, text))] as const];
  });
  return Object.fromEntries(given);
}

function fullPath(name: OptionName, text: string): string {
  const isPath = name === 'add-dir' || name === 'plugin-dir' || name === 'mcp-config' || name === 'settings';
  return isPath && existsSync(text) ? resolve(text) : text;
}

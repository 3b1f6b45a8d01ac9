import { existsSync } from 'node:fs';
import { type LaunchOptions, type OptionName, optionNames } from '../../core/agents/shared/launch-options.ts';
import type { Shell, VerbOption } from '../verb.ts';
import { givenPath } from './given-path.ts';

/**
 * For `parseArgs`: what every agent has its own words for; each may be repeated. `--agent` names the
 * program as well, see `agent-word.ts`.
 */
export const launchOptionWords = {
  model: { type: 'string', multiple: true, value: 'M', doc: 'Model of the agent' },
  effort: { type: 'string', multiple: true, value: 'E', doc: 'How hard it thinks' },
  'permission-mode': {
    type: 'string',
    multiple: true,
    value: 'MODE',
    doc: 'What it may do unasked',
    offers: ['default', 'plan', 'acceptEdits', 'manual', 'dontAsk', 'auto', 'bypassPermissions'],
  },
  settings: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    doc: 'Settings for the agent: a file, or JSON',
    offers: 'file',
  },
  'add-dir': {
    type: 'string',
    multiple: true,
    value: 'D',
    doc: 'Another directory that it may use',
    offers: 'directory',
  },
  'plugin-dir': {
    type: 'string',
    multiple: true,
    value: 'D',
    doc: 'Plugins for this session',
    offers: 'directory',
  },
  'mcp-config': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    doc: 'MCP servers for this session',
    offers: 'file',
  },
  'strict-mcp-config': { type: 'boolean', doc: 'Only the servers of --mcp-config' },
  'fallback-model': { type: 'string', multiple: true, value: 'M', doc: 'Model when the first is overloaded' },
  'dangerously-skip-permissions': { type: 'boolean', doc: 'It never asks; accept this once before' },
  'allow-dangerously-skip-permissions': { type: 'boolean', doc: 'Lets the session switch to never asking' },
} as const satisfies Readonly<Record<Exclude<OptionName, 'agent'>, VerbOption>>;

type Given = Readonly<
  Partial<Record<keyof typeof launchOptionWords, readonly string[] | boolean | undefined>>
>;

/** Files and directories are meant from where the words were typed, and the agent may start elsewhere. */
export function launchOptions(values: Given, shell: Shell): LaunchOptions {
  const given = optionNames.flatMap(name => {
    const value = name === 'agent' ? undefined : values[name];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? [''] : value.map(text => fullPath(shell, name, text))] as const];
  });
  return Object.fromEntries(given);
}

function fullPath(shell: Shell, name: OptionName, text: string): string {
  const isPath = name === 'add-dir' || name === 'plugin-dir' || name === 'mcp-config' || name === 'settings';
  // JSON, which needs no directory.
  if (!isPath || text.startsWith('{')) return text;
  const path = givenPath(text, shell);
  return existsSync(path) ? path : text;
}

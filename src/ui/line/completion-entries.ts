import { findAgent } from '../../core/agents/index.ts';
import type { Choosable } from '../../core/agents/shared/launch-options.ts';
import {
  type Catalog,
  isInstalled,
  isKnownIn,
  isProgram,
  type PromptCommand,
  programNames,
} from '../../core/catalog/catalog.ts';
import { pathBelow } from '../../core/machine/nested-path.ts';
import { lineOptions } from './leading-words.ts';
import { valuesOf } from './next-options.ts';

/** One thing that the word under the cursor can become. All texts are safe. */
export interface Entry {
  /** What is put in place of the word. */
  readonly text: string;
  readonly detail: string;
  /** Where it comes from: `project`, `user`, `plugin`, `built in`, `agents`. */
  readonly source: string;
}

/** What an agent knows in this directory; of one name the nearest. */
export function knownIn(catalog: Catalog, cwd: string): Catalog {
  const nearest = <T extends PromptCommand>(known: readonly T[]): readonly T[] => {
    const there = known.filter(one => isKnownIn(one, cwd));
    const longest = new Map<string, number>();
    for (const one of there) {
      const key = keyOf(one);
      longest.set(key, Math.max(longest.get(key) ?? 0, placeLength(one)));
    }
    return there.filter(one => placeLength(one) === longest.get(keyOf(one)));
  };
  return { ...catalog, subagents: nearest(catalog.subagents), commands: nearest(catalog.commands) };
}

function keyOf({ agent, name }: PromptCommand): string {
  return `${agent} ${name}`;
}

function placeLength({ within }: PromptCommand): number {
  return within?.length ?? 0;
}

export function valueEntries(agent: string, name: Choosable): readonly Entry[] {
  const label = findAgent(agent)?.label ?? agent;
  return valuesOf(agent, name).map(text => ({
    text,
    detail: text === 'default' ? `what ${label} is set to` : '',
    source: label,
  }));
}

export function optionEntries(): readonly Entry[] {
  const details = {
    agent: 'the program, or a subagent of it',
    model: 'the model; any name that the agent takes',
    effort: 'how much it thinks',
    'permission-mode': 'what it may do without asking',
  };
  return lineOptions.map(name => ({ text: `--${name}`, detail: details[name], source: 'agents' }));
}

export function mentionEntries(catalog: Catalog): readonly Entry[] {
  return mentions(catalog).map(entry => ({ ...entry, text: `@${entry.text}` }));
}

function mentions(catalog: Catalog): readonly Entry[] {
  const taken = new Set([...programNames(), ...catalog.subagents.map(({ name }) => name)]);
  const repositories = catalog.repositories.map(({ name, path }) => {
    const below = pathBelow(catalog.root, path) || path;
    const word = taken.has(name) ? `./${below}` : name;
    return { text: /\s/.test(word) ? `"${word}"` : word, detail: below, source: 'repository' };
  });
  return [...agentEntries(catalog), ...repositories];
}

/** Programs first, those that are not installed last; then subagents. */
export function agentEntries(catalog: Catalog): readonly Entry[] {
  const programs = programNames().map(name => ({
    text: name,
    detail: isInstalled(name, catalog) ? (findAgent(name)?.label ?? '') : 'not installed',
    source: 'agent',
  }));
  const there = programs.filter(({ text }) => isInstalled(text, catalog));
  const missing = programs.filter(({ text }) => !isInstalled(text, catalog));
  return [...there, ...subagentEntries(catalog), ...missing];
}

function subagentEntries(catalog: Catalog): readonly Entry[] {
  return catalog.subagents.map(({ agent, name, description, source }) => ({
    text: isProgram(name) ? `${agent}:${name}` : name,
    detail: description,
    source: source,
  }));
}

/** Names that may lead a line without `@`. */
export function nameEntries(catalog: Catalog): readonly Entry[] {
  return agentEntries(catalog).filter(({ text }) => !text.includes(':'));
}

function own(isEnding: boolean): readonly Entry[] {
  const detail = isEnding
    ? 'Leave this view; sessions in it end (it asks)'
    : 'Leave this view; sessions go on';
  return ['/exit', '/quit'].map(text => ({ text, detail, source: 'agents' }));
}

/** `isEnding`: leaving the view ends sessions; undefined where a command cannot be the whole line. */
export function commandEntries(
  { commands }: Catalog,
  agent: string,
  isEnding: boolean | undefined,
): readonly Entry[] {
  const found = commands
    .filter(command => command.agent === agent)
    .map(({ name, description, source }) => ({ text: `/${name}`, detail: description, source }));
  return isEnding === undefined ? found : [...found, ...own(isEnding)];
}

import { type Choosable, choosable, type LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import { readMention } from '../../core/catalog/catalog.ts';
import type { DispatchRequest } from '../../core/effects.ts';
import type { Defaults, LaunchState } from '../state/launch.ts';
import { readDispatch, withAgent } from './dispatch-line.ts';
import { readLeading } from './leading-words.ts';

/**
 * A line with the agent, options and directory that its session got, so that it starts the same when it is brought back
 * and something else is chosen. As it was typed where that cannot be said in words before the task.
 */
export function wholeLine(text: string, context: LaunchState): string {
  const meant = requestOf(text, context);
  if (!meant || /^\s/.test(text)) return text;
  const line = [...missingWords(text, meant, context), text].join(' ');
  if (line === text) return text;
  const again = requestOf(line, { ...context, defaults: usualDefaults(context), chosen: {} });
  return again && isSame(again, meant) ? line : text;
}

function requestOf(text: string, context: LaunchState): DispatchRequest | undefined {
  const read = readDispatch(text, context);
  return read.type === 'request' ? read.request : undefined;
}

function missingWords(text: string, meant: DispatchRequest, context: LaunchState): readonly string[] {
  const { mentions, options: typed } = readLeading(text, context.catalog);
  const { defaults, catalog } = context;
  const has = (type: 'agent' | 'directory') => mentions.some(mention => mention.type === type);
  const where = catalog?.repositories.find(({ path }) => path === meant.cwd);
  // Of an agent and a repository with one name the agent is meant.
  const isOwnName = where && readMention(where.name, catalog)?.type === 'directory';
  const place = where && quoted(isOwnName ? `@${where.name}` : `@./${where.name}`);
  const at = place && !has('directory') && meant.cwd !== catalog?.root ? [place] : [];
  if (meant.kind === 'exec') return at;
  const subagent = defaults.options?.agent?.[0];
  const isUsual = meant.agent === (defaults.usual ?? defaults.agent) && subagent === undefined;
  const who = [meant.agent, ...(subagent === undefined ? [] : [subagent])].join(':');
  const given = choosable.flatMap(name => {
    const value = meant.options?.[name]?.[0];
    return value === undefined || name in typed ? [] : [`--${name}`, quoted(value)];
  });
  return [...(isUsual || has('agent') ? [] : [quoted(`@${who}`)]), ...at, ...given];
}

function quoted(word: string): string {
  return /\s/.test(word) ? word.replace(/^(@?)(.*)$/s, '$1"$2"') : word;
}

/** As a view has them in which nothing was chosen. */
function usualDefaults(context: LaunchState): Defaults {
  const { defaults, catalog } = context;
  const usual = withAgent(defaults, { agent: defaults.usual ?? defaults.agent }, { ...context, chosen: {} });
  return { ...usual, options: {}, cwd: catalog?.root ?? defaults.cwd };
}

function isSame(a: DispatchRequest, b: DispatchRequest): boolean {
  const of = ({ kind, agent, text, cwd, options }: DispatchRequest) =>
    JSON.stringify([kind, agent, text, cwd, spoken(options)]);
  return of(a) === of(b);
}

/** What a line can say. */
function spoken(options: LaunchOptions = {}): readonly unknown[] {
  const names: readonly (Choosable | 'agent')[] = ['agent', ...choosable];
  return names.map(name => options[name]?.[0]);
}

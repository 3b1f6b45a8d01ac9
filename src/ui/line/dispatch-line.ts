import { findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import { wordsFor } from '../../core/agents/shared/option-words.ts';
import { type Catalog, isInstalled, isKnownIn } from '../../core/catalog/catalog.ts';
import type { DispatchRequest } from '../../core/effects.ts';
import type { Defaults, LaunchState } from '../state/launch.ts';
import { type Leading, readLeading } from './leading-words.ts';
import { checkTyped, optionsFor } from './next-options.ts';

export type DispatchReading =
  | { readonly type: 'request'; readonly request: DispatchRequest }
  /** No task: what stands there is kept for the sessions to come. */
  | { readonly type: 'choose'; readonly defaults: Defaults }
  | { readonly type: 'leave' }
  | { readonly type: 'refused'; readonly why: string };

/**
 * What a line of the dispatch field asks for: `! command`, `/exit`, or a prompt, before which may stand
 * `@agent`, `@subagent`, `@repository`, `<agent>` and options. Any other `@word` belongs to the prompt.
 */
export function readDispatch(text: string, context: LaunchState): DispatchReading {
  const trimmed = text.trim();
  if (trimmed === '/exit' || trimmed === '/quit') return { type: 'leave' };
  if (trimmed === '')
    return { type: 'refused', why: 'There is no task yet: type what the session should do.' };
  const leading = readLeading(text, context.catalog);
  if (leading.problem) return { type: 'refused', why: leading.problem };
  if (leading.rest.startsWith('!')) return shellJob(leading, context);
  const defaults = defaultsFor(leading, context);
  const why = refusal(leading, defaults, context);
  if (why !== undefined) return { type: 'refused', why };
  if (leading.rest.trim() === '') return { type: 'choose', defaults };
  return request(leading.rest, withSubagentOf(leading.rest, defaults, context.catalog));
}

/** A session without a task, of the agent that is chosen. */
export function readEmpty(context: LaunchState): DispatchReading {
  const why = refusal(readLeading('', context.catalog), context.defaults, context);
  return why === undefined ? request('', context.defaults) : { type: 'refused', why };
}

/** What the line as it stands would run, for the header. */
export function nextDefaults(text: string, context: LaunchState): Defaults {
  const mayLead = /^[@-]|^[a-z][\w-]*\s/.test(text.slice(0, 100));
  if (!mayLead && !text.includes('@')) return context.defaults;
  const leading = readLeading(text, context.catalog);
  const defaults = leading.end === 0 ? context.defaults : defaultsFor(leading, context);
  return leading.rest.startsWith('!') ? defaults : withSubagentOf(leading.rest, defaults, context.catalog);
}

function defaultsFor({ mentions, options: typed }: Leading, context: LaunchState): Defaults {
  const { defaults, catalog } = context;
  let next = defaults;
  for (const mention of mentions) {
    if (mention.type === 'directory') next = { ...next, cwd: mention.cwd };
    else next = withAgent(next, mention, context);
  }
  const isSame = next.agent === defaults.agent;
  return {
    ...next,
    ...withTyped(next.options, typed),
    isInstalled: isSame ? next.isInstalled : isInstalled(next.agent, catalog),
  };
}

function withTyped(options: LaunchOptions | undefined, typed: Leading['options']): Pick<Defaults, 'options'> {
  const given = Object.entries(typed);
  if (given.length === 0) return {};
  const kept = Object.entries(options ?? {}).filter(([name]) => !(name in typed));
  const added = given.flatMap(([name, value]) => (value === 'default' ? [] : [[name, [value]]]));
  return { options: Object.fromEntries([...kept, ...added]) };
}

/** The same with another agent, and its own options. */
export function withAgent(
  defaults: Defaults,
  { agent: name, subagent }: { readonly agent: string; readonly subagent?: string },
  context: LaunchState,
): Defaults {
  const agent = findAgent(name);
  if (!agent) return defaults;
  const { agent: _other, ...options } = optionsFor(agent, context);
  return {
    ...defaults,
    agent: name,
    agentLabel: agent.label,
    isInstalled: isInstalled(name, context.catalog),
    options: subagent === undefined ? options : { ...options, agent: [subagent] },
  };
}

function refusal(leading: Leading, defaults: Defaults, context: LaunchState): string | undefined {
  const { defaults: base, catalog } = context;
  const agent = findAgent(defaults.agent);
  if (defaults.agent === 'shell')
    return 'The shell takes no task: begin with @claude or another agent, or with ! for a shell job.';
  if (!defaults.isInstalled) {
    const isDefault = defaults.agent === base.agent;
    return isDefault
      ? `No agent was found (looked for ${defaults.lookedFor.join(', ')}). Shell jobs work: ! command`
      : `${defaults.agentLabel} is not installed: "${agent?.program}" is not on PATH.`;
  }
  if (!agent) return undefined;
  const missing = missingSubagent(defaults, catalog);
  return missing ?? checkTyped(agent, leading.options) ?? problemOf(agent, defaults.options ?? {}, leading);
}

/** One of another project would be asked for in vain, and the agent would end at once. */
function missingSubagent({ options, cwd }: Defaults, catalog: Catalog | undefined): string | undefined {
  const name = options?.agent?.[0];
  const known = catalog?.read.includes(cwd)
    ? catalog.subagents.filter(subagent => subagent.name === name)
    : [];
  if (known.length === 0 || known.some(subagent => isKnownIn(subagent, cwd))) return undefined;
  return `The subagent ${name} is of ${known[0]?.within}, and is not known in ${cwd}.`;
}

/** A mode that was chosen for another agent is not dropped in silence: the line says how to do without it. */
function problemOf(agent: Agent, options: LaunchOptions, { options: typed }: Leading): string | undefined {
  const found = wordsFor(agent, options);
  if (!('problem' in found)) return undefined;
  const { 'permission-mode': mode, ...others } = options;
  const isCarried = mode && typed['permission-mode'] === undefined && !('problem' in wordsFor(agent, others));
  return isCarried
    ? `Nothing started: ${agent.label} has no mode ${mode}; add --permission-mode default.`
    : found.problem;
}

/**
 * `check it with @reviewer`: a subagent named anywhere in the prompt leads the session,
 * which reads the words as they are.
 */
function withSubagentOf(text: string, defaults: Defaults, catalog: Catalog | undefined): Defaults {
  if (!catalog || defaults.options?.agent || !text.includes('@')) return defaults;
  const own = catalog.subagents.filter(
    subagent => subagent.agent === defaults.agent && isKnownIn(subagent, defaults.cwd),
  );
  const words = text.slice(0, 20_000).matchAll(/(?<=^|\s)@([\w:-]+)(?=[.,;!?)]*(?:\s|$))/g);
  const named = new Set([...words].map(([, name]) => name));
  const found = own.filter(({ name }) => named.has(name));
  const [only] = found;
  if (!only || found.some(({ name }) => name !== only.name)) return defaults;
  return { ...defaults, options: { ...defaults.options, agent: [only.name] } };
}

function shellJob(leading: Leading, context: LaunchState): DispatchReading {
  const command = leading.rest.slice(1).trim();
  const takesNone = leading.mentions.some(({ type }) => type === 'agent') || Object.keys(leading.options)[0];
  if (takesNone)
    return { type: 'refused', why: 'A shell job takes a directory before "!", and nothing else.' };
  if (!command)
    return { type: 'refused', why: 'A shell job needs a command after "!", for example "! npm test".' };
  const { cwd } = defaultsFor(leading, context);
  return { type: 'request', request: { kind: 'exec', agent: 'shell', text: command, cwd, flags: [] } };
}

function request(text: string, { agent, cwd, options }: Defaults): DispatchReading {
  const request = { kind: 'background', agent, text, cwd, flags: [], ...(options && { options }) } as const;
  return { type: 'request', request };
}

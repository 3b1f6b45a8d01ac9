import { agents, findAgent } from './agents/index.ts';
import type { DispatchRequest } from './effects.ts';
import type { Defaults } from './view-state.ts';

export type DispatchReading =
  | { readonly type: 'request'; readonly request: DispatchRequest }
  | { readonly type: 'leave' }
  | { readonly type: 'refused'; readonly why: string };

/** What a line of the dispatch field asks for: `! command`, `<agent> prompt`, `/exit`, or a prompt (V13). */
export function readDispatch(text: string, defaults: Defaults): DispatchReading {
  const trimmed = text.trim();
  if (trimmed === '/exit' || trimmed === '/quit') return { type: 'leave' };
  if (trimmed === '')
    return { type: 'refused', why: 'There is no task yet: type what the session should do.' };
  if (text.startsWith('!')) return shellJob(text.slice(1).trim(), defaults);
  const [first = '', rest] = splitFirstWord(trimmed);
  const named = rest ? findAgent(first) : undefined;
  if (named && named.name !== 'shell') return request(defaults, named.name, rest);
  if (!defaults.isInstalled) {
    return {
      type: 'refused',
      why: `No agent was found (looked for ${defaults.lookedFor.join(', ')}). Shell jobs work: ! command`,
    };
  }
  return request(defaults, defaults.agent, text);
}

/** Every agent a person can name, for messages. */
export function agentNames(): readonly string[] {
  return agents.map(agent => agent.name);
}

function shellJob(command: string, defaults: Defaults): DispatchReading {
  if (!command)
    return { type: 'refused', why: 'A shell job needs a command after "!", for example "! npm test".' };
  return {
    type: 'request',
    request: { kind: 'exec', agent: 'shell', text: command, cwd: defaults.cwd, flags: [] },
  };
}

function request(defaults: Defaults, agent: string, text: string): DispatchReading {
  const { cwd, options } = defaults;
  const request = { kind: 'background', agent, text, cwd, flags: [], ...(options && { options }) } as const;
  return { type: 'request', request };
}

function splitFirstWord(text: string): readonly [string, string] {
  const at = text.search(/\s/);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at).trim()];
}

import type { Spec } from './session.ts';

/** The subagent that leads a session, by the words that its agent was started with. */
export function subagentOf({ flags }: Pick<Spec, 'flags'>): string | undefined {
  const at = flags.findLastIndex(word => word === '--agent' || word.startsWith('--agent='));
  const word = flags[at];
  return word === '--agent' ? flags[at + 1] : word?.slice('--agent='.length);
}

/** `claude`, or `claude @reviewer`. */
export function agentWords(spec: Pick<Spec, 'agent' | 'flags'>): string {
  const subagent = subagentOf(spec);
  return subagent === undefined ? spec.agent : `${spec.agent} @${subagent}`;
}

import { claude } from './claude/claude.ts';
import { codex } from './codex/codex.ts';
import { gemini } from './gemini/gemini.ts';
import { opencode } from './opencode/opencode.ts';
import type { Agent } from './shared/agent.ts';
import { shell } from './shell/shell.ts';

const builtIn: readonly Agent[] = [claude, codex, gemini, opencode, shell];
const known: Agent[] = [...builtIn];

/** Every kind of program that can be a session; a new one is its file and its line above. */
export const agents: readonly Agent[] = known;

export function findAgent(name: string): Agent | undefined {
  return agents.find(agent => agent.name === name);
}

export const builtInNames: readonly string[] = builtIn.map(({ name }) => name);

export function isBuiltIn(name: string): boolean {
  return builtIn.some(agent => agent.name === name);
}

/** Adds the agents that settings describe, in place of those added before: once, before anything is looked at. */
export function registerAgents(described: readonly Agent[]): void {
  known.splice(builtIn.length, known.length, ...described);
}
/** Every agent a person can name, for messages. */
export function agentNames(): readonly string[] {
  return agents.map(agent => agent.name);
}

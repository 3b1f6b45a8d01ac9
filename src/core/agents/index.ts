import { claude } from './claude/claude.ts';
import { codex } from './codex/codex.ts';
import { copilot } from './copilot/copilot.ts';
import { type ScreenRule, withRules } from './described/described.ts';
import { gemini } from './gemini/gemini.ts';
import { anyProgram } from './general/any-program.ts';
import { withGeneralRules } from './general/with-general-rules.ts';
import { opencode } from './opencode/opencode.ts';
import { qwen } from './qwen/qwen.ts';
import type { Agent } from './shared/agent.ts';
import { shell } from './shell/shell.ts';

const builtIn: readonly Agent[] = [
  ...[claude, codex, gemini, opencode, copilot, qwen].map(withGeneralRules),
  shell,
];
const known: Agent[] = [...builtIn];

/** Every kind of program that can be a session; a new one is its file and its line above. */
export const agents: readonly Agent[] = known;

/** The agent of a session. A program that nobody described has one, too, which a person cannot name. */
export function findAgent(name: string): Agent | undefined {
  return findNamed(name) ?? (name === anyProgram.name ? anyProgram : undefined);
}

/** An agent that a person can name. */
export function findNamed(name: string): Agent | undefined {
  return agents.find(agent => agent.name === name);
}

export const builtInNames: readonly string[] = builtIn.map(({ name }) => name);

/** Its name is taken. */
export function isBuiltIn(name: string): boolean {
  return name === anyProgram.name || builtIn.some(agent => agent.name === name);
}

/**
 * Adds the agents that settings describe, and their rules for those that are built in, in place of those added before:
 * once, before anything is looked at.
 */
export function registerAgents(
  described: readonly Agent[],
  rules: ReadonlyMap<string, readonly ScreenRule[]> = new Map(),
): void {
  const own = builtIn.map(agent => withRules(agent, rules.get(agent.name) ?? []));
  known.splice(0, known.length, ...own, ...described);
}

/** Every agent a person can name, for messages. */
export function agentNames(): readonly string[] {
  return agents.map(agent => agent.name);
}

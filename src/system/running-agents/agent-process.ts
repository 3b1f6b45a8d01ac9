import { claude } from '../../core/agents/claude/claude.ts';
import { recognizeProgram } from '../../core/agents/recognize.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { claudeFileOf } from '../claude/claude-sessions.ts';
import { bootId } from '../processes/boot.ts';
import type { ProcessFacts, ProcessTable } from '../processes/process-table.ts';

/** A running agent that nobody started here. */
export interface AgentProcess {
  /** The session's id: the same for as long as this very process lives, wherever it is found. */
  readonly id: string;
  readonly agent: Agent;
  readonly process: ProcessFacts;
}

/** Wrappers between a shell and an agent (npx, a launcher script) are few. */
const mostLooks = 40;

/**
 * The agent that a pane shows, given the pane's own process. Only the foreground of that terminal counts: to one
 * that is suspended, or that has a terminal of its own inside an editor, keys sent to the pane would not go. `env`
 * tells where Claude Code keeps its files.
 */
export function foregroundAgent(
  table: ProcessTable,
  panePid: number,
  env?: NodeJS.ProcessEnv,
): AgentProcess | undefined {
  for (const process of foregroundProcesses(table, panePid)) {
    const agent = agentOf(table, process, env);
    if (agent) return { id: agentProcessId(process), agent, process };
  }
  return undefined;
}

/**
 * The process of the agent that a signal has stopped (Ctrl+Z, SIGSTOP), so that it takes no keys in. An agent can be two
 * processes (Gemini CLI). Of a program that is no known agent any process of its group counts.
 */
export function stoppedProcess(
  table: ProcessTable,
  panePid: number,
  env?: NodeJS.ProcessEnv,
): number | undefined {
  const all = [...foregroundProcesses(table, panePid)];
  if (!all.some(({ isStopped }) => isStopped)) return undefined;
  const agents = all.filter(process => agentOf(table, process, env));
  return (agents.length > 0 ? agents : all).find(({ isStopped }) => isStopped)?.pid;
}

/** The group in the foreground of a pane's terminal, parents before children. */
export function* foregroundProcesses(table: ProcessTable, panePid: number): Generator<ProcessFacts> {
  const group = table.of(panePid)?.foreground ?? 0;
  if (group <= 0) return;
  // The group's first process may have ended before the others.
  const open = [table.of(group) ? group : panePid];
  for (let looks = 0; looks < mostLooks; looks++) {
    const pid = open.shift();
    if (pid === undefined) return;
    const facts = table.of(pid);
    if (facts?.group === group) yield facts;
    open.push(...table.childrenOf(pid));
  }
}

/** By its words, else by the file that Claude Code keeps of each of its processes: a program can have any name. */
function agentOf(table: ProcessTable, facts: ProcessFacts, env?: NodeJS.ProcessEnv): Agent | undefined {
  const found = recognizeProgram(table.wordsOf(facts.pid));
  if (found) return found.isConversation ? found.agent : undefined;
  return env && claudeFileOf(facts, env)?.kind === 'interactive' ? claude : undefined;
}

/** Eight hexadecimal digits; a pid is used again, its start on this boot of the machine is not. */
export function agentProcessId({ pid, startTime }: ProcessFacts): string {
  // Loaded when needed: it costs 2 ms.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(`${bootId()} ${pid} ${startTime}`).digest('hex').slice(0, 8);
}

/** Whether the process or one that it descends from is one of these. */
export function descendsFrom(table: ProcessTable, pid: number, ancestors: ReadonlySet<number>): boolean {
  for (let at = pid, steps = 0; at > 1 && steps < mostLooks; steps++) {
    if (ancestors.has(at)) return true;
    at = table.of(at)?.parent ?? 0;
  }
  return false;
}

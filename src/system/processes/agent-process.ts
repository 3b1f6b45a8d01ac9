import type { Agent } from '../../core/agents/agent.ts';
import { recognizeAgent } from '../../core/agents/recognize.ts';
import { bootId } from './boot.ts';
import type { ProcessFacts, ProcessTable } from './process-table.ts';

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
 * that is suspended, or that has a terminal of its own inside an editor, keys sent to the pane would not go.
 */
export function foregroundAgent(table: ProcessTable, panePid: number): AgentProcess | undefined {
  for (const process of foregroundProcesses(table, panePid)) {
    const agent = recognizeAgent(table.wordsOf(process.pid));
    if (agent) return { id: agentProcessId(process), agent, process };
  }
  return undefined;
}

/**
 * The process of the agent that a signal has stopped (Ctrl+Z, SIGSTOP), so that it takes no keys in. An agent can be two
 * processes (Gemini CLI). Of a program that is no known agent any process of its group counts.
 */
export function stoppedProcess(table: ProcessTable, panePid: number): number | undefined {
  const all = [...foregroundProcesses(table, panePid)];
  if (!all.some(({ isStopped }) => isStopped)) return undefined;
  const agents = all.filter(({ pid }) => recognizeAgent(table.wordsOf(pid)));
  return (agents.length > 0 ? agents : all).find(({ isStopped }) => isStopped)?.pid;
}

/** The group in the foreground of a pane's terminal, parents before children. */
function* foregroundProcesses(table: ProcessTable, panePid: number): Generator<ProcessFacts> {
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

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
  const group = table.of(panePid)?.foreground ?? 0;
  if (group <= 0) return undefined;
  // The group's first process may have ended before the others.
  const open = [table.of(group) ? group : panePid];
  for (let looks = 0; looks < mostLooks; looks++) {
    const pid = open.shift();
    if (pid === undefined) return undefined;
    const facts = table.of(pid);
    const agent = facts?.group === group ? recognizeAgent(table.wordsOf(pid)) : undefined;
    if (agent && facts) return { id: agentProcessId(facts), agent, process: facts };
    open.push(...table.childrenOf(pid));
  }
  return undefined;
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

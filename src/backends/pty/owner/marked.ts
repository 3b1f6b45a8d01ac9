import { ownerVariable } from '../../../core/lifecycle/foreign-variables.ts';
import { readProc } from '../../../system/processes/proc.ts';
import { type ProcessTable, processTable } from '../../../system/processes/process-table.ts';
import type { ProcessId } from '../../../system/run/process-tree.ts';

/**
 * What the programs of an owner have started, also what has left its parents, its group and its terminal, which nothing
 * but the environment tells. Linux only: elsewhere that cannot be read.
 */
export function markedProcesses(mark: string): readonly ProcessId[] {
  if (process.platform !== 'linux') return [];
  const table = processTable();
  const line = `${ownerVariable}=${mark}`;
  const marked = table.pids().filter(pid => readProc(pid, 'environ').split('\0').includes(line));
  const spared = new Set(
    marked.filter(pid => isService(table.wordsOf(pid))).flatMap(pid => treeOf(table, pid)),
  );
  return marked.flatMap(pid => {
    const facts = spared.has(pid) ? undefined : table.of(pid);
    return facts ? [{ pid, startTime: facts.startTime }] : [];
  });
}

/** Servers of the person that a session may be the first to need: tmux, and Claude Code's background sessions (`/bg`). */
function isService([program = '', ...words]: readonly string[]): boolean {
  if (/(?:^|\/)tmux(?:: server)?$/.test(program)) return true;
  return /claude/.test(program) && words[0] === 'daemon' && words[1] === 'run';
}

function treeOf(table: ProcessTable, root: number): readonly number[] {
  const found = [root];
  for (const pid of found) found.push(...table.childrenOf(pid));
  return found;
}

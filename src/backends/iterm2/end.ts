import { setTimeout as wait } from 'node:timers/promises';
import { descendants, endTree, type ProcessId } from '../../system/run/process-tree.ts';
import type { KnownPane } from './facts.ts';
import { readProgress, type TaggedPane } from './pane-records.ts';

/** What a program gets to save its work before it is killed. */
const graceMs = 3000;
/** How long the script may take to write down how its program has ended. */
const noticeMs = 2000;

/** Ends the program and all it has started; the script stays, and with it what stands in the pane. */
export async function endProgram({ tag, leader, program }: KnownPane): Promise<void> {
  const root = leader ?? program;
  const all = root === undefined ? [] : await descendants(root);
  await endAll(
    tag,
    all.filter(one => one.pid !== leader),
  );
  const deadline = performance.now() + noticeMs;
  while (program !== undefined && readProgress(tag).exitCode === undefined && performance.now() < deadline)
    await wait(20);
}

/** Ends the script, too. */
export async function endPane({ tag, leader, program }: KnownPane): Promise<void> {
  const root = leader ?? program;
  if (root !== undefined) await endAll(tag, await descendants(root));
}

async function endAll({ id }: TaggedPane, processes: readonly ProcessId[]): Promise<void> {
  const survivors = await endTree(processes, { graceMs });
  if (survivors.length === 0) return;
  const pids = survivors.map(survivor => survivor.pid).join(', ');
  throw new Error(`Session ${id} was ended, but process ${pids} does not die. It may wait for a disk.`);
}

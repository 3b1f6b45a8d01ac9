import { setTimeout as wait } from 'node:timers/promises';
import { descendants, endTree, leftBehind, type ProcessId } from '../../system/run/process-tree.ts';
import { askedOnce, isNoServer, tmux, tmuxError } from '../../tmux/client.ts';
import { commandLine } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import { listPanes } from './list.ts';
import { isTheSession, type PaneProcess, paneProcess, type TmuxTarget } from './place.ts';

/** What a program gets to save its work before it is killed. */
const graceMs = 3000;

/** How long tmux may take to notice that a program has ended. */
const noticeMs = 1000;

/** Ends every process of the session, then its pane, and verifies both. */
export async function endSession(server: TmuxServer, target: TmuxTarget): Promise<void> {
  const pane = await paneProcess(server, target);
  if (!pane) return;
  const survivors = await endProcesses(pane);
  await removePane(server, target);
  complainOf(target, survivors);
}

/** Ends every process and leaves the last screen where it can be read. */
export async function stopSession(server: TmuxServer, target: TmuxTarget): Promise<void> {
  const pane = await paneProcess(server, target);
  if (!pane) return;
  complainOf(target, await endProcesses(pane));
  const deadline = performance.now() + noticeMs;
  while (performance.now() < deadline) {
    // The listing makes tmux look again where it has missed the end of its child.
    const { panes } = await listPanes(server);
    const now = panes.find(({ id, place }) => id === target.id && place.pane === target.place.pane);
    if (!now || now.dead) return;
    await wait(20);
  }
}

/** Of a program that has ended only what it left behind: its number may be someone else's by now. */
async function endProcesses(pane: PaneProcess): Promise<readonly ProcessId[]> {
  const processes = pane.isDead ? await leftBehind(pane.pid) : await descendants(pane.pid);
  return endTree(processes, { graceMs });
}

function complainOf(target: TmuxTarget, survivors: readonly ProcessId[]): void {
  if (survivors.length === 0) return;
  const pids = survivors.map(survivor => survivor.pid).join(', ');
  throw new Error(
    `Session ${target.id} was ended, but process ${pids} does not die. It may wait for a disk.`,
  );
}

/** Removes a dead session; throws when it is alive. */
export async function clearSession(server: TmuxServer, target: TmuxTarget): Promise<void> {
  const pane = await paneProcess(server, target);
  if (!pane) return;
  if (!pane.isDead) throw new Error(`Session ${target.id} still runs. Stop it before it is cleared.`);
  await removePane(server, target, '#{pane_dead}');
}

/** Ends our own server once no tmux session at all is in it, tested inside it; never a server of the user's. */
export async function endServer(server: TmuxServer): Promise<void> {
  if (server.configFile === undefined) return;
  const answer = await tmux(server, [['if-shell', '-F', '#{==:#{S:x},}', 'kill-server']], askedOnce);
  if (answer.code !== 0 && !isNoServer(answer)) throw tmuxError(server, 'end its server', answer);
}

/**
 * The pane rather than its tmux session: tmux drops the session with its last pane, and a pane that a person
 * put beside it is not ours to kill. Guarded inside the server.
 */
async function removePane(server: TmuxServer, target: TmuxTarget, also = '1'): Promise<void> {
  const pane = target.place.pane;
  const condition = `#{&&:${isTheSession(target.id)},${also}}`;
  const kill = ['if-shell', '-F', '-t', pane, condition, commandLine(['kill-pane', '-t', pane])];
  const answer = await tmux(server, [kill], askedOnce);
  // The last session of a server of the user's takes the server with it.
  if (answer.code !== 0 && !isNoServer(answer)) throw tmuxError(server, `end session ${target.id}`, answer);
  if (await paneProcess(server, target)) {
    throw new Error(`tmux could not end session ${target.id}: its pane ${pane} is still there. Try again.`);
  }
}

import { expect, it } from 'vitest';
import type { Listed } from '../../../src/backends/backend.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { findAgents, type LiveFile, startedHere } from '../../../src/supervisor/adopt/find-agents.ts';
import { tableFromPs } from '../../../src/system/processes/process-table.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { pane } from '../../helpers/sample-session.ts';
import { aSession } from '../../helpers/sessions.ts';

/** Two shells, each with an agent in its foreground, and an agent in a terminal that nothing lists. */
const table = tableFromPs(
  [
    '10 1 10 20 S+ Fri Nov 20 11:16:28 2026 bash',
    '20 10 20 20 S+ Fri Nov 20 11:16:28 2026 codex',
    '30 1 30 40 S+ Fri Nov 20 11:16:28 2026 bash',
    '40 30 40 40 S+ Fri Nov 20 11:16:28 2026 claude',
    '50 1 50 50 S+ Fri Nov 20 11:16:28 2026 claude',
  ].join('\n'),
);
const place = { backend: 'tmux' };
const listed = (id: string, pid: number): Listed => ({ ...pane, place, id, pid });

function names(panes: readonly Listed[], sessions: readonly Session[], files: readonly LiveFile[] = []) {
  const listing = { server: undefined, panes, unmanaged: [listed('', 10)] };
  const found = findAgents({ world: memoryWorld(), table, sessions, listing, files });
  return [...found.values()].map(({ agent, process }) => `${agent} ${process?.pid}`);
}

it('the agents in the foreground of terminals without a session are found', () => {
  expect(names([], [])).toEqual(['codex 20']);
});

it('a session that was started here is none of them, nor one of another state directory', () => {
  expect(names([listed('feed0001', 30)], [aSession('feed0001')])).toEqual(['codex 20']);
  expect(names([listed('feed0009', 30)], [])).toEqual(['codex 20']);
});

it('one in another terminal is found by its file, unless it was started by one of ours', () => {
  const fileOf = (pid: number): LiveFile => ({
    process: table.of(pid)!,
    file: { pid, sessionId: 'c1', status: 'idle', updatedAt: 0, cwd: '/', kind: 'interactive' },
  });
  expect(names([], [], [fileOf(50)])).toEqual(['codex 20', 'claude 50']);
  const ours = [listed('feed0001', 30)];
  expect(names(ours, [aSession('feed0001')], [fileOf(40)])).toEqual(['codex 20']);
});

it('the terminals of sessions that were started here are known by their processes', () => {
  const adopted = aSession('feed0002', { spec: { kind: 'adopted' } });
  const panes = [listed('feed0001', 30), listed('feed0002', 10)];
  const listing = { server: undefined, panes, unmanaged: [] };
  expect([...startedHere({ sessions: [aSession('feed0001'), adopted], listing })]).toEqual([30]);
});

import { expect, test } from 'vitest';
import { processTable, tableFromPs } from '../../../src/system/processes/process-table.ts';
import {
  agentProcessId,
  descendsFrom,
  foregroundAgent,
  stoppedProcess,
} from '../../../src/system/running-agents/agent-process.ts';

/** Rows of pid, parent, group, foreground, words and state, as ps tells them. */
function table(...rows: readonly (readonly [number, number, number, number, string, string?])[]) {
  return tableFromPs(
    rows
      .map(([pid, parent, group, foreground, words, state = 'S+']) => {
        return `${pid} ${parent} ${group} ${foreground} ${state} Fri Nov 20 11:16:28 2026 ${words}`;
      })
      .join('\n'),
  );
}

test('the agent is found in the foreground, also behind a launcher', () => {
  const shell = [10, 1, 10, 20, 'bash'] as const;
  expect(foregroundAgent(table(shell, [20, 10, 20, 20, 'claude']), 10)?.process.pid).toBe(20);
  const behind = table(shell, [20, 10, 20, 20, 'sh launch'], [21, 20, 20, 20, 'node /usr/bin/claude']);
  expect(foregroundAgent(behind, 10)?.process.pid).toBe(21);
  expect(foregroundAgent(table([10, 1, 10, 10, 'claude']), 10)?.agent.name).toBe('claude');
});

test('of an agent and those that it starts itself the first counts', () => {
  const rows = table([10, 1, 10, 20, 'bash'], [20, 10, 20, 20, 'claude'], [21, 20, 20, 20, 'claude']);
  expect(foregroundAgent(rows, 10)?.process.pid).toBe(20);
});

test('one in the background, or in a terminal of its own inside an editor, does not have the keys', () => {
  const suspended = table([10, 1, 10, 10, 'bash'], [20, 10, 20, 10, 'claude']);
  expect(foregroundAgent(suspended, 10)).toBeUndefined();
  const nested = table([10, 1, 10, 20, 'bash'], [20, 10, 20, 20, 'vim'], [30, 20, 30, 30, 'claude']);
  expect(foregroundAgent(nested, 10)).toBeUndefined();
});

test('a group whose first process has ended is looked for from the shell', () => {
  const rows = table([10, 1, 10, 20, 'bash'], [21, 10, 20, 20, 'claude']);
  expect(foregroundAgent(rows, 10)?.process.pid).toBe(21);
});

test('an id belongs to one process for as long as it lives', () => {
  const self = processTable().of(process.pid);
  expect(self && agentProcessId(self)).toMatch(/^[0-9a-f]{8}$/);
  expect(self && agentProcessId({ ...self, group: 1 })).toBe(self && agentProcessId(self));
  expect(self && agentProcessId({ ...self, startTime: '1' })).not.toBe(self && agentProcessId(self));
});

test('what descends from a process is told by its ancestors', () => {
  const rows = table([10, 1, 10, 10, 'a'], [20, 10, 10, 10, 'b'], [30, 20, 10, 10, 'c']);
  expect(descendsFrom(rows, 30, new Set([10]))).toBe(true);
  expect(descendsFrom(rows, 10, new Set([30]))).toBe(false);
});

test('an agent that a signal has stopped is told, also where it is two processes', () => {
  const launch = [10, 1, 10, 10, 'sh launch.sh'] as const;
  const parent = [20, 10, 10, 10, 'node /usr/bin/gemini'] as const;
  const child = [21, 20, 10, 10, 'node /usr/bin/gemini'] as const;
  expect(stoppedProcess(table(launch, parent, child), 10)).toBeUndefined();
  expect(stoppedProcess(table(launch, [...parent, 'T'], child), 10)).toBe(20);
  expect(stoppedProcess(table(launch, parent, [...child, 'T']), 10)).toBe(21);
});

test('a stopped program of an agent does not stop the agent, and a job is stopped with its program', () => {
  const launch = [10, 1, 10, 10, 'sh launch.sh'] as const;
  const make = [30, 10, 10, 10, 'make', 'T'] as const;
  expect(stoppedProcess(table(launch, [20, 10, 10, 10, 'claude'], make), 10)).toBeUndefined();
  expect(stoppedProcess(table(launch, make), 10)).toBe(30);
});

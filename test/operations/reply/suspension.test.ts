import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { suspension } from '../../../src/operations/reply/suspension.ts';
import { processTable } from '../../../src/system/processes/process-table.ts';
import { aSession } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

async function stoppedProcess(): Promise<number> {
  const child = spawn('sleep', ['60']);
  onTestFinished(() => void child.kill('SIGKILL'));
  child.kill('SIGSTOP');
  const { pid = 0 } = child;
  await waitFor(() => processTable().of(pid)?.isStopped, { what: 'stopped process' });
  return pid;
}

it('an agent of the person that a signal has stopped is told as its row tells it', async () => {
  const status = { pid: await stoppedProcess(), process: 'alive' } as const;
  const adopted = aSession('aaaaaaaa', { spec: { kind: 'adopted' }, status });
  expect(suspension(adopted)).toBe('suspended: fg in its terminal brings it back');
  expect(suspension({ ...adopted, status: { ...adopted.status, process: 'exited' } })).toBeUndefined();
});

it('one that runs is not', () => {
  const status = { pid: process.pid, process: 'alive' } as const;
  expect(suspension(aSession('aaaaaaaa', { spec: { kind: 'adopted' }, status }))).toBeUndefined();
  expect(suspension(aSession('aaaaaaaa', { status }))).toBeUndefined();
});

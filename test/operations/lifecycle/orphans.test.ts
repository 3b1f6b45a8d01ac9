import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { endOrphans, isOfSession } from '../../../src/operations/lifecycle/orphans.ts';
import { processTable } from '../../../src/system/processes/process-table.ts';
import { aSession } from '../../helpers/sessions.ts';

/** A program that a session has started, and whose terminal is gone. */
function program(id: string) {
  const child = spawn('sleep', ['60'], { env: { ...process.env, AGENTS_JOB_ID: id } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { pid = 0 } = child;
  return { child, session: aSession('feed0001', { status: { pid } }), pid };
}

it.skipIf(process.platform !== 'linux')('what still runs of a session is ended', async () => {
  const { child, session, pid } = program('feed0001');
  const ended = new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)));
  expect(isOfSession(pid, 'feed0001')).toBe(true);
  await endOrphans(session);
  expect(await ended).toMatch(/^SIG/);
});

it.skipIf(process.platform !== 'linux')(
  'a process that is not of the session is left alone, whatever its number',
  async () => {
    const { session, pid } = program('feed0002');
    await endOrphans(session);
    expect(processTable().of(pid)).toBeDefined();
  },
);

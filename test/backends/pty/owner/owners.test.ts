import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHosting } from '../../../../src/backends/pty/hosting.ts';
import { inProcessBackend } from '../../../../src/backends/pty/in-process.ts';
import { socketOf, thisOwner, writeOwner } from '../../../../src/backends/pty/owner/owners.ts';
import { reapOrphans } from '../../../../src/backends/pty/owner/reap.ts';
import { frameOf } from '../../../../src/backends/pty/socket/frames.ts';
import { processStart } from '../../../../src/system/processes/process-start.ts';
import { processTable } from '../../../../src/system/processes/process-table.ts';
import { withPtyHost } from '../../../helpers/pty-host.ts';
import { shellRequest, waitFor } from '../../../helpers/tmux-server.ts';

describe('a process in which terminals live', () => {
  it('listens where this user alone can connect', () =>
    withPtyHost(async ({ directory }) => {
      expect(statSync(join(directory, 'pty')).mode & 0o777).toBe(0o700);
      expect(statSync(socketOf(join(directory, 'pty'), process.pid)).mode & 0o777).toBe(0o600);
    }));

  it('takes its record and its socket with it, and its sessions are gone', () =>
    withPtyHost(async ({ other, hosting, directory }) => {
      const place = await other.start(shellRequest('exec sleep 60'));
      const target = { id: 'feed0001', place };
      await hosting.close();
      expect(readdirSync(join(directory, 'pty'))).toEqual([]);
      expect(await other.list()).toEqual({ server: undefined, panes: [], unmanaged: [] });
      expect(await other.deliver(target, [{ text: 'x' }], 0)).toEqual({ sent: false, why: 'gone' });
      await other.stop(target);
    }));

  it('says where its directory has too long a path for a socket', () =>
    withPtyHost(async ({ directory }) => {
      const deep = join(directory, 'long'.repeat(25));
      const hosting = openHosting({ directory: deep, takesOthers: true, onChange: () => {}, now: Date.now });
      await expect(hosting.open()).rejects.toThrow('is too long for a socket');
      await hosting.close();
    }));

  it('lets nobody start a session in it that is its own alone', () =>
    withPtyHost(async ({ directory }) => {
      const owners = join(directory, 'pty');
      writeOwner(owners, thisOwner(0, false));
      const other = inProcessBackend({ directory: owners, attachWords: [] });
      await expect(other.start(shellRequest('exit'))).rejects.toThrow('No view is open');
    }));

  it('says to another version that it is another', () =>
    withPtyHost(async ({ directory }) => {
      const socket = connect(socketOf(join(directory, 'pty'), process.pid));
      socket.write(Buffer.concat([frameOf({ version: 99 }), frameOf({ call: 'list', args: [] })]));
      const answer = await new Promise<string>(resolve => {
        let text = '';
        socket.on('data', chunk => (text += chunk.toString('latin1').replace(/[^ -~]/g, '')));
        socket.on('close', () => resolve(text));
      });
      expect(answer).toBe('{"version":1}');
    }));

  it('is named as silent while it is stopped, and keeps nobody else waiting for ever', () =>
    withOwner(async ({ directory, pid, place }) => {
      const server = createServer(() => {}).listen(socketOf(directory, pid));
      const backend = inProcessBackend({ directory, attachWords: [] });
      const { silence, panes } = await backend.survey();
      expect(panes).toEqual([]);
      expect(silence.of(place)).toBe('The view in which the session lives does not answer');
      await expect(backend.list(place)).rejects.toThrow('does not answer');
      expect((await backend.list('own')).panes).toEqual([]);
      server.close();
    }));
});

describe('what a process has left that was killed', () => {
  it('is ended by pid and start time, and forgotten', () =>
    withOwner(async ({ directory, owner, pid }) => {
      const left = spawn('sh', ['-c', 'trap "" HUP; sleep 60'], { detached: true, stdio: 'ignore' });
      const processes = [{ pid: left.pid ?? 0, startTime: processStart(left.pid ?? 0) ?? '' }];
      writeOwner(directory, { ...owner, startTime: 'long ago', processes });
      await reapOrphans(directory);
      await waitFor(() => left.exitCode !== null || left.signalCode !== null, { what: 'its end' });
      expect(existsSync(join(directory, `${pid}.json`))).toBe(false);
    }));

  it('is found by its environment when it has left its parents and its terminal; servers are spared', () =>
    withOwner(async ({ directory, owner, pid }) => {
      const env = { ...process.env, AGENTS_OWNER: owner.mark };
      const start = (script: string) => Number(execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }));
      const left = start('setsid sh -c "sleep 60 >/dev/null 2>&1 & echo \\$!"');
      // As the server of tmux is called by the system.
      const server = start('setsid bash -c "(exec -a tmux sleep 60) >/dev/null 2>&1 & echo \\$!"');
      await waitFor(() => processTable().wordsOf(server)[0] === 'tmux', { what: 'the server' });
      writeOwner(directory, { ...owner, startTime: 'long ago' });
      await reapOrphans(directory);
      expect(processStart(left)).toBeUndefined();
      expect(processStart(server)).toBeDefined();
      expect(existsSync(join(directory, `${pid}.json`))).toBe(false);
      process.kill(server, 'SIGKILL');
    }));

  it('is left alone where a number is another program’s by now, or the machine was started again', () =>
    withOwner(async ({ directory, owner }) => {
      const other = spawn('sleep', ['60'], { stdio: 'ignore' });
      const number = { pid: other.pid ?? 0, startTime: 'another time' };
      writeOwner(directory, { ...owner, startTime: 'long ago', processes: [number] });
      await reapOrphans(directory);
      const same = { pid: other.pid ?? 0, startTime: processStart(other.pid ?? 0) ?? '' };
      writeOwner(directory, { ...owner, bootId: 'another boot', processes: [same] });
      await reapOrphans(directory);
      expect(processStart(other.pid ?? 0)).toBeDefined();
      other.kill('SIGKILL');
    }));
});

/** A process on record that has terminals, and does nothing. */
async function withOwner(
  use: (given: {
    readonly directory: string;
    readonly owner: ReturnType<typeof thisOwner>;
    readonly pid: number;
    readonly place: { readonly backend: string; readonly owner: string; readonly terminal: string };
  }) => Promise<void>,
): Promise<void> {
  const idle = spawn('sleep', ['600'], { stdio: 'ignore' });
  const pid = idle.pid ?? 0;
  try {
    await withPtyHost(async ({ directory: root }) => {
      const directory = join(root, 'idle');
      const startTime = processStart(pid) ?? '';
      const owner = { ...thisOwner(0, true), pid, startTime, hasTerminals: true };
      writeOwner(directory, owner);
      await use({ directory, owner, pid, place: { backend: 'in-process', owner: `${pid}`, terminal: 'aa' } });
    });
  } finally {
    idle.kill('SIGKILL');
  }
}

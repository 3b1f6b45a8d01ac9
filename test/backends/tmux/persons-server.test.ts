import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tmuxServers } from '../../../src/backends/tmux/servers.ts';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import { socketProblem } from '../../../src/tmux/socket.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

/** A server whose options are a person's: ours sets nothing global there. */
async function withTheirs(
  options: readonly (readonly string[])[],
  use: (server: Pick<TmuxTest, 'backend' | 'run'>) => Promise<void>,
): Promise<void> {
  await withTmuxServer(async ({ backend, socket, run }) => {
    await backend.start(shellRequest('exec sleep 600'));
    for (const option of options) await run(...option);
    await use({ backend: tmuxBackend({ socket }), run });
  });
}

const job = () => shellRequest('exec sleep 600');

test('a session lives where destroy-unattached is on, and the option stays', () =>
  withTheirs([['set-option', '-g', 'destroy-unattached', 'on']], async ({ backend, run }) => {
    const { pane } = await backend.start(job());
    await run('list-sessions');
    expect((await backend.list()).panes.map(each => each.place.pane)).toContain(pane);
    expect((await run('show-options', '-gv', 'destroy-unattached')).trim()).toBe('on');
  }));

test('Ctrl+Z leads out where it is the prefix, and the prefix stays', () =>
  withTheirs([['set-option', '-g', 'prefix', 'C-z']], async ({ backend, run }) => {
    const { session } = await backend.start(job());
    expect((await run('show-options', '-v', '-t', session, 'prefix')).trim()).toBe('None');
    expect((await run('show-options', '-gv', 'prefix')).trim()).toBe('C-z');
  }));

test('another prefix is left as it is', () =>
  withTheirs([['set-option', '-g', 'prefix', 'C-a']], async ({ backend, run }) => {
    const { session } = await backend.start(job());
    expect((await run('show-options', '-t', session, 'prefix')).trim()).toBe('');
  }));

test('where the server ends with its last client, nothing is started', () =>
  withTheirs([], async ({ backend, run }) => {
    // With a client, or it would end at once.
    await run('new-session', '-d', '-s', 'outer', 'sleep 600');
    const socket = (await run('display-message', '-p', '#{socket_path}')).trim();
    await withTmuxServer(async terminal => {
      await terminal.backend.start(shellRequest(`exec env -u TMUX tmux -S ${socket} attach`));
      await waitFor(async () => (await run('list-clients')) !== '', { what: 'a client' });
      await run('set-option', '-s', 'exit-unattached', 'on');
      const before = await run('list-panes', '-a');
      await expect(backend.start(job())).rejects.toThrow('exit-unattached is on');
      expect(await run('list-panes', '-a')).toBe(before);
      await run('set-option', '-s', 'exit-unattached', 'off');
    });
  }));

test('a hook that renames new sessions costs none, and makes no second one', () =>
  withTheirs([['set-hook', '-g', 'after-new-session', 'rename-session mine']], async ({ backend, run }) => {
    const request = job();
    const { pane } = await backend.start(request);
    expect((await run('show-options', '-p', '-v', '-t', pane, '@agents_id')).trim()).toBe(request.id);
    expect((await run('list-sessions')).trim().split('\n')).toHaveLength(2);
  }));

test('a hook that ends new sessions is named', () =>
  withTheirs([['set-hook', '-g', 'after-new-session', 'kill-session']], async ({ backend, run }) => {
    await expect(backend.start(job())).rejects.toThrow('a hook there may end it');
    expect((await run('list-panes', '-a')).trim().split('\n').length).toBeLessThan(2);
  }));

test('a socket whose path is too long is refused with its path, and holds nothing', () =>
  withTmuxServer(async ({ directory }) => {
    const long = join(directory, 'd'.repeat(90));
    mkdirSync(long);
    const socket = join(long, 'agents');
    const backend = tmuxBackend({ socket });
    await expect(backend.start(job())).rejects.toThrow(`the system takes`);
    expect((await backend.list()).panes).toEqual([]);
    expect(socketProblem('agents', { TMUX_TMPDIR: long })).toContain(
      join(long, `tmux-${process.getuid?.()}`),
    );
    expect(socketProblem('agents', { TMUX_TMPDIR: `${long}/gone` })).toBeUndefined();
  }));

test('a socket that cannot be reached is told, and there is nothing to stop there', () =>
  withTmuxServer(async ({ directory }) => {
    const socket = join(directory, 'file', 'agents');
    writeFileSync(join(directory, 'file'), '');
    chmodSync(join(directory, 'file'), 0o600);
    const backend = tmuxBackend({ socket });
    const one = tmuxServers(backend, socket, () => []);
    await expect(backend.start(job())).rejects.toThrow('Not a directory');
    expect((await one.list('own')).panes).toEqual([]);
    expect((await one.survey()).silence.own).toContain('Not a directory');
  }));

import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TmuxMissing, tmux, tmuxOutput } from '../../src/tmux/client.ts';
import { startServer } from '../../src/tmux/server.ts';
import { isSupported, parseTmuxVersion, tmuxVersion } from '../../src/tmux/version.ts';
import { withTmuxServer } from '../helpers/tmux-server.ts';

test('a final semicolon of an argument stays a part of it', () =>
  withTmuxServer(async ({ server }) => {
    await startServer(server);
    for (const value of ['a;', ';', 'a\\;', ';;', 'it\'s; "x" $HOME #{pid};']) {
      await tmuxOutput(server, [['set-buffer', '-b', 'b', '--', value]]);
      expect(await tmuxOutput(server, [['show-buffer', '-b', 'b']])).toBe(value);
    }
  }));

test('without tmux the error can be recognised', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  const answer = tmux({ socket: 'agents-test-none' }, [['list-sessions']]);
  process.env['PATH'] = path;
  await expect(answer).rejects.toBeInstanceOf(TmuxMissing);
  await expect(answer).rejects.toThrow('tmux was not found on PATH. Install tmux 3.2 or newer.');
});

test('a server on its way out is asked a second time', () =>
  withTmuxServer(async ({ directory }) => {
    const [path, log] = [process.env['PATH'], join(directory, 'log')];
    const script = `#!/bin/sh\nif [ -e ${log} ]; then echo fine; else : > ${log}; echo 'server exited unexpectedly' >&2; exit 1; fi\n`;
    await writeFile(join(directory, 'tmux'), script);
    await chmod(join(directory, 'tmux'), 0o700);
    process.env['PATH'] = `${directory}:${path}`;
    const answer = tmux({ socket: 'agents-test-none' }, [['list-sessions']]).finally(() => {
      process.env['PATH'] = path;
    });
    expect(await answer).toEqual({ code: 0, stdout: 'fine\n', stderr: '' });
  }));

test('what tmux says is passed on as a sentence with the socket', () =>
  withTmuxServer(async ({ server, socket }) => {
    await startServer(server);
    await expect(tmuxOutput(server, [['delete-buffer', '-b', 'none']])).rejects.toThrow(
      `tmux could not run delete-buffer on socket ${socket}: unknown buffer: none.`,
    );
  }));

test('an absolute path is a socket, too', () =>
  withTmuxServer(async ({ directory, configFile }) => {
    const server = { socket: join(directory, 'socket'), configFile };
    await startServer(server);
    expect(await tmuxOutput(server, [['display-message', '-p', '#{socket_path}']])).toBe(
      `${server.socket}\n`,
    );
    await tmux(server, [['kill-server']]);
  }));

test('every line of our configuration is understood by this tmux', () =>
  withTmuxServer(async ({ server, configFile }) => {
    await startServer(server);
    expect(await tmux(server, [['source-file', '-v', configFile]])).toMatchObject({ code: 0, stderr: '' });
    const options = await tmuxOutput(server, [['show-options', '-g']]);
    for (const line of [
      'prefix None',
      'status off',
      'mouse on',
      'history-limit 50000',
      'default-size 200x50',
    ]) {
      expect(options.split('\n')).toContain(line);
    }
  }));

test('the installed tmux tells its version', async () => {
  expect(isSupported(await tmuxVersion())).toBe(true);
});

test.each([
  ['tmux 3.1c', false],
  ['tmux 2.9a', false],
  ['tmux 3.2', true],
  ['tmux 3.3a', true],
  ['tmux next-3.7', true],
  ['tmux 4.0', true],
  ['tmux openbsd-7.6', true],
  ['tmux master', true],
])('%s is supported: %s', (line, supported) => {
  expect(isSupported(parseTmuxVersion(line))).toBe(supported);
});

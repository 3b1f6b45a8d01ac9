import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tmuxOutput } from '../../src/tmux/client.ts';
import { startServer } from '../../src/tmux/server.ts';
import { type TmuxTest, withTmuxServer } from '../helpers/tmux-server.ts';

test('starting a server that runs leaves it as it is', () =>
  withTmuxServer(async ({ server }) => {
    await startServer(server);
    const pid = await tmuxOutput(server, [['display-message', '-p', '#{pid}']]);
    await startServer(server);
    expect(await tmuxOutput(server, [['display-message', '-p', '#{pid}']])).toBe(pid);
  }));

test('ten starts at once give one server', () =>
  withTmuxServer(async ({ server, run }) => {
    const start = async () => {
      await startServer(server);
      return run('display-message', '-p', '#{pid}');
    };
    expect(new Set(await Promise.all(Array.from({ length: 10 }, start))).size).toBe(1);
  }));

test('under systemd the server starts in a scope of its own', () =>
  withSystemd('exec "$@"', async ({ server, run }, log) => {
    await startServer(server);
    expect(await readFile(log, 'utf8')).toBe(
      '--user --scope --quiet --collect --property=OOMPolicy=continue --\n',
    );
    expect(await run('show-environment', '-g')).not.toContain('XDG_RUNTIME_DIR');
    expect(await run('display-message', '-p', '#{pid}')).not.toBe('');
  }));

test('an old systemd is asked again without the policy', () =>
  withSystemd('case $words in *OOM*) exit 1;; esac; exec "$@"', async ({ server, run }, log) => {
    await startServer(server);
    expect((await readFile(log, 'utf8')).trim().split('\n').at(-1)).toBe(
      '--user --scope --quiet --collect --',
    );
    expect(await run('display-message', '-p', '#{pid}')).not.toBe('');
  }));

test('a systemd that refuses does not stop the start', () =>
  withSystemd('echo "Failed to connect to bus" >&2; exit 1', async ({ server, run }, log) => {
    await startServer(server);
    expect(existsSync(log)).toBe(true);
    expect(await run('display-message', '-p', '#{pid}')).not.toBe('');
  }));

/** Runs with a `systemd-run` that logs its own words and then does `rest` with the program's. */
async function withSystemd(rest: string, use: (test: TmuxTest, log: string) => Promise<void>) {
  await withTmuxServer(async test => {
    const [path, runtime, log] = [
      process.env['PATH'],
      process.env['XDG_RUNTIME_DIR'],
      join(test.directory, 'log'),
    ];
    const script = `#!/bin/sh\nwords=\nwhile [ "$1" != -- ]; do words="$words$1 "; shift; done; shift\necho "$words--" >> ${log}\n${rest}\n`;
    await writeFile(join(test.directory, 'systemd-run'), script);
    await chmod(join(test.directory, 'systemd-run'), 0o700);
    await mkdir(join(test.directory, 'systemd', 'private'), { recursive: true });
    process.env['PATH'] = `${test.directory}:${path}`;
    process.env['XDG_RUNTIME_DIR'] = test.directory;
    await use(test, log).finally(() => {
      process.env['PATH'] = path;
      if (runtime === undefined) delete process.env['XDG_RUNTIME_DIR'];
      else process.env['XDG_RUNTIME_DIR'] = runtime;
    });
  });
}

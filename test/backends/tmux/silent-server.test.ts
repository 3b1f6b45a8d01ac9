import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { tmuxPlace } from '../../../src/backends/tmux/place.ts';
import { tmuxServers } from '../../../src/backends/tmux/servers.ts';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

/** While `use` runs, the server is stopped. */
async function stopped(test: TmuxTest, use: () => Promise<void>): Promise<void> {
  const pid = Number(await test.run('display-message', '-p', '#{pid}'));
  process.kill(pid, 'SIGSTOP');
  try {
    await use();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const timeOf = async (work: Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work.catch(() => {});
  return performance.now() - startedAt;
};

test('a stopped server is named, with how to wake it, and leaves no descriptor open', () =>
  withTmuxServer(async server => {
    const { backend, run } = server;
    await backend.start(shellRequest('exec sleep 600'));
    const pid = (await run('display-message', '-p', '#{pid}')).trim();
    const before = process.getActiveResourcesInfo().length;
    await stopped(server, async () => {
      await expect(backend.list('own', { patient: true })).rejects.toThrow(
        `its server is stopped; \`kill -CONT ${pid}\` wakes it`,
      );
      await waitFor(async () => process.getActiveResourcesInfo().length <= before, { what: 'the end of it' });
    });
    expect((await backend.list()).panes).toHaveLength(1);
  }));

test('what could not be started on a stopped server is not started when it wakes', () =>
  withTmuxServer(async server => {
    const { backend, run } = server;
    await backend.start(shellRequest('exec sleep 600'));
    await stopped(server, async () => {
      const late = backend.start(shellRequest('exec sleep 600'));
      await expect(late).rejects.toThrow('did not answer');
    });
    expect((await run('list-sessions')).trim().split('\n')).toHaveLength(1);
  }));

const elsewhere = ({ socket }: { readonly socket: string }) =>
  tmuxPlace({ socket, session: '$0', pane: '%0' });

test('one that accepts and never answers is given up within five seconds', () =>
  withTmuxServer(async ({ directory }) => {
    const socket = `${directory}/mute`;
    const mute = createServer().listen(socket);
    await new Promise(resolve => mute.once('listening', resolve));
    const backend = tmuxBackend({ socket });
    const place = elsewhere({ socket });
    const calls = [
      () => backend.start(shellRequest('exec sleep 600')),
      () => backend.end({ place, id: 'feed0001' }),
      () => backend.list('own', { patient: true }),
    ];
    const isGivenUp = async (call: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await expect(call()).rejects.toThrow('did not answer');
      expect(performance.now() - startedAt).toBeLessThan(5000);
    };
    await Promise.all(calls.map(isGivenUp));
    mute.close();
  }));

test("a stopped server of the person's costs our own sessions no time, and is asked again by itself", () =>
  withTmuxServer(own =>
    withTmuxServer(async theirs => {
      await own.backend.start(shellRequest('exec sleep 600'));
      await theirs.backend.start(shellRequest('exec sleep 600'));
      const both = tmuxServers(own.backend, own.socket, () => [theirs.socket]);
      const silence = async () => (await both.survey()).silence.of(elsewhere(theirs));
      expect(await silence()).toBeUndefined();
      await stopped(theirs, async () => {
        await waitFor(async () => (await silence()) !== undefined, { what: 'silence' });
        expect(await timeOf(both.survey())).toBeLessThan(1500);
        expect((await both.survey()).panes).toHaveLength(2);
      });
      await waitFor(async () => (await silence()) === undefined, {
        what: 'an answer',
        limitMs: 15_000,
      });
    }),
  ));

test('our own server is named where it does not answer, and those of the person are told', () =>
  withTmuxServer(own =>
    withTmuxServer(async theirs => {
      await own.backend.start(shellRequest('exec sleep 600'));
      await theirs.backend.start(shellRequest('exec sleep 600'));
      const both = tmuxServers(own.backend, own.socket, () => [theirs.socket]);
      await stopped(own, async () => {
        const { silence, panes } = await both.survey();
        expect(silence.own).toBe('tmux does not answer');
        expect(silence.of(elsewhere(own))).toBe('tmux does not answer');
        expect(silence.of(elsewhere(theirs))).toBeUndefined();
        expect(panes).toMatchObject([{ place: { socket: theirs.socket } }]);
      });
    }),
  ));

import { expect, test } from 'vitest';
import { tmuxPlace } from '../../../src/backends/tmux/place.ts';
import { tmuxServers } from '../../../src/backends/tmux/servers.ts';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

interface Two {
  readonly own: TmuxTest;
  readonly theirs: TmuxTest;
  readonly both: ReturnType<typeof tmuxServers>;
}

/** Our own server, and one of a person's with one pane that runs `cat`. */
function withTwo(use: (two: Two) => Promise<void>): Promise<void> {
  return withTmuxServer(own =>
    withTmuxServer(async theirs => {
      await theirs.backend.start(shellRequest('sleep 600'));
      await theirs.run('new-window', '-n', 'mine', 'cat');
      await use({ own, theirs, both: tmuxServers(own.backend, own.socket, () => [theirs.socket]) });
    }),
  );
}

const strangerOf = async ({ both }: Two) => {
  const [pane] = (await both.list()).unmanaged;
  if (!pane) throw new Error('There is no stranger.');
  return pane.place;
};

const elsewhere = (socket: string) => tmuxPlace({ socket, session: '$0', pane: '%0' });

test('panes of every server are listed, with and without an id', () =>
  withTwo(async two => {
    const { id } = shellRequest('sleep 600');
    await two.both.start({ ...shellRequest('sleep 600'), id });
    const { panes, unmanaged, server } = await two.both.list();
    expect(panes.map(({ place }) => place.socket).sort()).toEqual([two.own.socket, two.theirs.socket].sort());
    expect(unmanaged).toMatchObject([
      { id: '', place: { socket: two.theirs.socket }, isTheirs: true, command: 'cat' },
    ]);
    expect(server?.pid).toBe(Number(await two.own.run('display-message', '-p', '#{pid}')));
  }));

test('a pane that got an id is written to and read on its own server', () =>
  withTwo(async two => {
    const place = await strangerOf(two);
    await two.both.can.adopts.tag([{ place, id: 'feed0001', action: 'set', questionNumber: 3 }]);
    const target = { place, id: 'feed0001', questionNumber: 3, command: 'cat' };
    expect(await two.both.deliver(target, [{ text: 'to you' }, { keys: ['enter'] }], 50)).toEqual({
      sent: true,
    });
    const screens = () => two.both.capture([{ id: 'feed0001', place }]);
    await waitFor(async () => (await screens()).get('feed0001')?.lines.includes('to you'), {
      what: 'the text',
    });
    expect(await two.both.history(target, 5)).toContain('to you');
  }));

test('nothing is written once another program has the keys', () =>
  withTwo(async two => {
    const place = await strangerOf(two);
    await two.both.can.adopts.tag([{ place, id: 'feed0001', action: 'set' }]);
    const target = { place, id: 'feed0001', command: 'claude' };
    const delivery = await two.both.deliver(target, [{ text: 'rm -rf' }, { keys: ['enter'] }], 50);
    expect(delivery).toEqual({ sent: false, why: 'moved-on' });
    expect(await two.both.history(target, 5)).toEqual([]);
  }));

test('an id is taken back only from the pane that still has it', () =>
  withTwo(async two => {
    const place = await strangerOf(two);
    await two.both.can.adopts.tag([{ place, id: 'feed0001', action: 'set' }]);
    await two.both.can.adopts.tag([{ place, id: 'feed0002', action: 'unset' }]);
    const options = () => two.theirs.run('show-options', '-p', '-t', place.pane);
    expect(await options()).toBe('@agents_id feed0001\n@agents_seq 0\n');
    await two.both.can.adopts.tag([{ place, id: 'feed0001', action: 'unset' }]);
    expect(await options()).toBe('');
  }));

test("a server of the person's that does not answer keeps nobody from our own sessions", () =>
  withTmuxServer(async ({ backend, socket, directory }) => {
    await backend.start(shellRequest('sleep 600'));
    const both = tmuxServers(backend, socket, () => [`${directory}/no/socket`, '/dev/null']);
    expect((await both.list()).panes).toHaveLength(1);
    expect((await both.list(elsewhere(socket))).panes).toHaveLength(1);
    await both.can.guards.numberQuestions([{ place: elsewhere('/dev/null'), questionNumber: 1 }]);
  }));

test('no server is started by looking at it', () =>
  withTmuxServer(async ({ socket, run }) => {
    const both = tmuxServers(tmuxBackend({ socket: '/dev/null' }), '/dev/null', () => [socket]);
    await both.list(elsewhere(socket));
    expect(await run('list-sessions')).toBe('');
  }));

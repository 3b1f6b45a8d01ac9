import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

test('the end takes every process with it, also those that ignore the hangup or left the terminal', () =>
  withTmuxServer(async test => {
    const pids = join(test.directory, 'pids');
    const script = `
      nohup sleep 1001 >/dev/null & echo $! >> $0
      setsid sleep 1002 & echo $! >> $0
      (sleep 1003 & echo $! >> $0)
      (trap '' HUP TERM INT; sleep 1004 & echo $! >> $0; while :; do wait; done) &
      echo $! >> $0; trap '' HUP TERM; while :; do wait; done`;
    const target = await start(test, script, pids);
    const written = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
    const children = await waitFor(() => written().length === 5 && written(), { what: 'the children' });
    expect(children.filter(isAlive)).toHaveLength(5);
    const quick = await start(test, 'exec sleep 1000');
    const ended: string[] = [];
    const end = (one: typeof target) => test.backend.end(one).then(() => void ended.push(one.id));
    await Promise.all([end(target), end(quick)]);
    // What goes at once is not given the time of what does not go.
    expect(ended).toEqual([quick.id, target.id]);
    expect(children.filter(isAlive)).toEqual([]);
    expect((await test.backend.list()).panes).toEqual([]);
  }));

test('a stopped session has no process any more, and its last words can still be read', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'echo last words; sleep 1001 & exec sleep 1000');
    const read = () => test.backend.history(target, 50);
    await waitFor(async () => (await read())?.includes('last words'), { what: 'the words' });
    await test.backend.stop(target);
    expect((await test.backend.list()).panes).toMatchObject([{ id: target.id, dead: true }]);
    expect(await read()).toContain('last words');
  }));

test('the end of one session leaves the others, also one whose name begins alike', () =>
  withTmuxServer(async test => {
    const one = await start(test, 'exec sleep 1000', undefined, 'api-2');
    const two = await start(test, 'exec sleep 1000', undefined, 'api-20');
    await test.backend.end(one);
    await test.backend.end(one);
    expect((await test.backend.list()).panes).toMatchObject([{ id: two.id, dead: false }]);
  }));

test('a pane that is another session now is left alone', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'exec sleep 1000');
    await test.backend.end({ ...target, id: 'deadbeef' });
    await test.backend.clear({ ...target, id: 'deadbeef' });
    expect((await test.backend.list()).panes).toMatchObject([{ id: target.id, dead: false }]);
  }));

test('a dead session is cleared, a living one is not', () =>
  withTmuxServer(async test => {
    const living = await start(test, 'exec sleep 1000');
    const dead = await start(test, 'exit 1');
    await waitFor(async () => (await test.backend.list()).panes.find(pane => pane.dead), { what: 'the end' });
    await test.backend.clear(dead);
    await expect(test.backend.clear(living)).rejects.toThrow('still runs');
    expect((await test.backend.list()).panes).toMatchObject([{ id: living.id }]);
  }));

test('without a server there is nothing to end or to clear', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'exec sleep 1000');
    await test.run('kill-server');
    await test.backend.end(target);
    await test.backend.clear(target);
    expect(await test.backend.list()).toEqual({ server: undefined, panes: [], unmanaged: [] });
  }));

test('our server ends when asked to, but only without sessions', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'exec sleep 1000');
    await test.backend.endServer();
    expect((await test.backend.list()).panes).toMatchObject([{ id: target.id, dead: false }]);
    await test.backend.end(target);
    await test.backend.endServer();
    await waitFor(async () => !(await test.backend.list()).server, { what: 'no server' });
    await test.backend.endServer();
  }));

test('a server of the user is not ended', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'exec sleep 1000');
    await test.backend.end(target);
    await tmuxBackend({ socket: test.socket }).endServer();
    expect((await test.backend.list()).server).toBeDefined();
  }));

test('a place on another server is refused in words', () =>
  withTmuxServer(async test => {
    const target = await start(test, 'exec sleep 1000');
    const elsewhere = { ...target, place: { ...target.place, socket: 'default' } };
    await expect(test.backend.end(elsewhere)).rejects.toThrow('lives on tmux socket default');
  }));

async function start(test: TmuxTest, script: string, file = '', slug = 'job') {
  const request = shellRequest('', { argv: ['/bin/sh', '-c', script, file], slug });
  return { place: await test.backend.start(request), id: request.id };
}

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { countSpawns } from '../../helpers/count-spawns.ts';
import { shellRequest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

const sleep = 'exec sleep 1000';

test('without a server the list says so and starts none', () =>
  withTmuxServer(async ({ backend, run }) => {
    expect(await backend.list()).toEqual({ server: undefined, panes: [], unmanaged: [] });
    expect(await run('display-message', '-p', '#{pid}')).toBe('');
  }));

test('a server without sessions is a server with no panes', () =>
  withTmuxServer(async ({ backend }) => {
    const request = shellRequest(sleep);
    await backend.end({ place: await backend.start(request), id: request.id });
    expect(await backend.list()).toEqual({
      server: expect.objectContaining({ pid: expect.any(Number) }),
      panes: [],
      unmanaged: [],
    });
  }));

test('after the death of the server the list says no server', () =>
  withTmuxServer(async ({ backend }) => {
    await backend.start(shellRequest(sleep));
    process.kill((await backend.list()).server!.pid, 'SIGKILL');
    await waitFor(async () => !(await backend.list()).server, { what: 'no server' });
  }));

test('a stopped server is an error in words after two seconds, not a hang', () =>
  withTmuxServer(async ({ backend }) => {
    await backend.start(shellRequest(sleep));
    const { pid } = (await backend.list()).server!;
    process.kill(pid, 'SIGSTOP');
    const answer = backend.list().finally(() => process.kill(pid, 'SIGCONT'));
    await expect(answer).rejects.toThrow('tmux did not answer within 2 s');
  }));

test('a pane that a person opened beside a session is not listed', () =>
  withTmuxServer(async ({ backend, run }) => {
    const place = await backend.start(shellRequest(sleep));
    await run('split-window', '-t', place.pane, 'sleep 1000');
    await run('new-session', '-d', 'sleep 1000');
    expect((await backend.list()).panes.map(pane => pane.place.pane)).toEqual([place.pane]);
  }));

test('a pane moved into another tmux session keeps its id', () =>
  withTmuxServer(async ({ backend, run }) => {
    const request = shellRequest(sleep);
    const place = await backend.start(request);
    await run('new-session', '-d', '-s', 'other', 'sleep 1000');
    await run('move-pane', '-s', place.pane, '-t', '=other:');
    expect((await backend.list()).panes).toMatchObject([{ id: request.id, place: { pane: place.pane } }]);
  }));

test('a session grouped with another is listed once', () =>
  withTmuxServer(async ({ backend, run }) => {
    const place = await backend.start(shellRequest(sleep));
    await run('new-session', '-d', '-t', place.session);
    expect((await backend.list()).panes).toHaveLength(1);
  }));

test('a program with a newline in its name disturbs no row', () =>
  withTmuxServer(async ({ backend }) => {
    const script = String.raw`exec -a "$(printf 'one\n%%9 two')" sleep 1000`;
    await backend.start(shellRequest('', { argv: ['bash', '-c', script] }));
    const named = async () => (await backend.list()).panes.filter(pane => pane.command.startsWith('one'));
    expect(await waitFor(async () => (await named())[0], { what: 'the name' })).toMatchObject({
      dead: false,
    });
    expect((await named())[0]?.command).not.toContain('\n');
  }));

test('a program that closed its terminal and lives on is not dead', () =>
  withTmuxServer(async ({ backend, run }) => {
    const place = await backend.start(shellRequest("trap '' HUP; exec sleep 1000 <&- >&- 2>&-"));
    const marked = () => run('display-message', '-p', '-t', place.pane, '#{pane_dead}');
    await waitFor(async () => (await marked()) === '1\n', { what: 'the mark' });
    expect((await backend.list()).panes).toMatchObject([{ dead: false }]);
  }));

test('questions are numbered in one invocation, and one that is gone does not stop the others', () =>
  withTmuxServer(async ({ backend }) => {
    const places = [await backend.start(shellRequest(sleep)), await backend.start(shellRequest(sleep))];
    const gone = { ...places[0]!, pane: '%99' };
    const numbers = [gone, ...places].map((place, index) => ({ place, questionNumber: index + 4 }));
    expect(await countSpawns(() => backend.can.guards.numberQuestions(numbers))).toBe(1);
    expect((await backend.list()).panes.map(pane => pane.questionNumber).sort()).toEqual([5, 6]);
  }));

test('the exit code of every program that ends at once becomes known', () =>
  withTmuxServer(async ({ backend }) => {
    await Promise.all(Array.from({ length: 20 }, () => backend.start(shellRequest('exit 3'))));
    const ended = async () => (await backend.list()).panes.filter(pane => pane.dead && pane.exitCode === 3);
    await waitFor(async () => (await ended()).length === 20, { what: 'twenty exit codes' });
  }));

test('what was started is told word by word, and nothing that has no id of ours', () =>
  withTmuxServer(async ({ backend, directory, run }) => {
    const script = join(directory, `a 'b' "c" $d;`, 'launch.sh');
    mkdirSync(dirname(script));
    writeFileSync(script, 'exec sleep 1000');
    expect(await backend.can.origins.started()).toEqual([]);
    await backend.start({ id: 'feed0001', slug: 'one', argv: ['/bin/sh', script] });
    await run('new-session', '-d', '-s', 'theirs', 'sleep 1000');
    expect(await backend.can.origins.started()).toMatchObject([
      { pane: { id: 'feed0001', name: 'one' }, argv: ['/bin/sh', script] },
    ]);
  }));

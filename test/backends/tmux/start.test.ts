import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import type { TerminalFact } from '../../../src/core/screen/screen.ts';
import { tmux } from '../../../src/tmux/client.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

const sleep = 'exec sleep 1000';

test('a started session is listed with its id, its pane and its question number', () =>
  withTmuxServer(async ({ backend }) => {
    const request = shellRequest(sleep);
    const place = await backend.start(request);
    const { server, panes } = await backend.list();
    expect(panes).toMatchObject([{ id: request.id, place, width: 200, height: 50, questionNumber: 0 }]);
    expect(Math.abs(Date.now() - (server?.startedAt ?? 0))).toBeLessThan(60_000);
  }));

test('thirty starts at once on no server give thirty tagged sessions with names of their own', () =>
  withTmuxServer(async ({ backend, run }) => {
    const requests = Array.from({ length: 30 }, () => shellRequest(sleep, { slug: 'same' }));
    const places = await Promise.all(requests.map(request => backend.start(request)));
    const names = (await run('list-sessions', '-F', '#{session_name}')).trim().split('\n');
    expect(new Set(names).size).toBe(30);
    expect(names.every(name => /^same(-\d+)?$/.test(name))).toBe(true);
    const listed = (await backend.list()).panes.map(pane => `${pane.id} ${pane.place.pane}`).sort();
    expect(listed).toEqual(requests.map((request, index) => `${request.id} ${places[index]?.pane}`).sort());
  }));

test('each session gets the environment of its own dispatcher, also when many start at once', () =>
  withTmuxServer(async ({ backend, directory }) => {
    await backend.start(shellRequest(sleep));
    const files = Array.from({ length: 12 }, (_, index) => join(directory, `environment-${index}`));
    const starts = files.map((file, index) => {
      process.env['TOKEN_FOR_TEST'] = `fresh ${index};`;
      return backend.start(
        shellRequest(`printf %s "$TOKEN_FOR_TEST" > ${file}.new; mv ${file}.new ${file}; ${sleep}`),
      );
    });
    delete process.env['TOKEN_FOR_TEST'];
    await Promise.all(starts);
    for (const [index, file] of files.entries()) {
      await waitFor(() => existsSync(file), { what: file });
      expect(await readFile(file, 'utf8')).toBe(`fresh ${index};`);
    }
  }));

test('the server itself keeps no secret of who started it', () =>
  withTmuxServer(async ({ backend, run }) => {
    process.env['TOKEN_FOR_TEST'] = 'secret';
    await backend.start(shellRequest(sleep)).finally(() => delete process.env['TOKEN_FOR_TEST']);
    const names = (await run('show-environment', '-g'))
      .trim()
      .split('\n')
      .map(line => line.split('=')[0]);
    const allowed = /^(PATH|HOME|TERM|LANG|LC_\w+|SHELL|USER|TMPDIR|TMUX_TMPDIR|PWD)$/;
    expect(names.filter(name => !allowed.test(name ?? ''))).toEqual([]);
    expect(await run('show-options', '-g')).not.toContain('secret');
  }));

test.each(['a#(touch pwned)', 'a;kill-server', '', 'A', 'a b', 'a.b', 'a:1'])('a slug %j is refused', slug =>
  withTmuxServer(async ({ backend }) => {
    await expect(backend.start(shellRequest(sleep, { slug }))).rejects.toThrow('slug may hold only');
    expect(await backend.list()).toEqual({ server: undefined, panes: [], unmanaged: [] });
  }),
);

test.each(["x,1}#(touch pwned)'", '', '#{pid}'])('an id %j is refused', id =>
  withTmuxServer(async ({ backend }) => {
    await expect(backend.start(shellRequest(sleep, { id }))).rejects.toThrow('session id may hold only');
  }),
);

test('a program in a directory with a hostile name is executed as it stands, without a shell', () =>
  withTmuxServer(async ({ backend, directory }) => {
    const file = join(directory, `#(touch ${'x'}) $HOME "a' ;`.replaceAll('/', '_'));
    await writeFile(file, 'printf "%s|" ok "$@"; exec sleep 1000');
    const request = shellRequest('', { argv: ['/bin/sh', file, '#(touch y)', 'end;'] });
    const place = await backend.start(request);
    const shown = async () => (await backend.history({ place, id: request.id }, 5))?.[0];
    expect(await waitFor(shown, { what: 'output' })).toBe('ok|#(touch y)|end;|');
  }));

test('a single word is a program, not a line for a shell', () =>
  withTmuxServer(async ({ backend, directory }) => {
    const place = await backend.start(shellRequest('', { argv: [`touch ${directory}/pwned`] }));
    const dead = async () =>
      (await backend.list()).panes.find(pane => pane.place.pane === place.pane && hasEnd(pane));
    expect(await waitFor(dead, { what: 'the end' })).toMatchObject({ exitCode: 127 });
    expect(existsSync(join(directory, 'pwned'))).toBe(false);
  }));

test('the last lines of a dead program stay as they were, with its exit code', () =>
  withTmuxServer(async test => {
    const pane = await deadPane(test, 'seq 1 20; printf "last"; exit 3', { columns: 40, rows: 10 });
    expect(pane).toMatchObject({ dead: true, exitCode: 3 });
    const screen = (await test.backend.capture([pane])).get(pane.id);
    expect(screen?.lines).toEqual(['12', '13', '14', '15', '16', '17', '18', '19', '20', 'last']);
  }));

test('a program ended by a signal is listed with the signal', () =>
  withTmuxServer(async test => {
    expect(await deadPane(test, 'kill -9 $$')).toMatchObject({ dead: true, signal: 9 });
  }));

test('on a server of the user only the new session is configured', () =>
  withTmuxServer(async ({ socket, run }) => {
    const backend = tmuxBackend({ socket });
    await tmux({ socket, configFile: '/dev/null' }, [['new-session', '-d', 'sleep 1000']], {
      mayStartServer: true,
    });
    await run('set-option', '-g', 'update-environment', 'MINE');
    const state = async () =>
      (await run('show-options', '-g')) +
      (await run('show-options', '-gw')) +
      (await run('list-keys', '-T', 'root'));
    const before = await state();
    await backend.start(shellRequest(sleep, { promptColumn: 2 }));
    expect((await state()).replace(/^@agents.*\n/gm, '')).toBe(before);
    expect((await backend.list()).panes).toHaveLength(1);
  }));

async function deadPane({ backend }: TmuxTest, script: string, size?: { columns: number; rows: number }) {
  await backend.start(shellRequest(script, size ? { size } : {}));
  const dead = async () => (await backend.list()).panes.find(hasEnd);
  return waitFor(dead, { what: 'the end of the program' });
}

/** tmux says that a pane is dead a moment before it says how, when the terminal closes before the child is reaped. */
function hasEnd(pane: TerminalFact): boolean {
  return pane.dead && (pane.exitCode !== undefined || pane.signal !== undefined);
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tmuxBackend } from '../../../src/backends/tmux/tmux.ts';
import { launchScript } from '../../../src/system/store/launch/launch-script.ts';
import { tmux } from '../../../src/tmux/client.ts';
import { isAlive } from '../../helpers/processes.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

test('the last words of a job that says a lot and ends at once are on its screen', () =>
  withTmuxServer(async test => {
    const jobs = await Promise.all(Array.from({ length: 6 }, () => start(test, 'seq 20000')));
    for (const job of jobs) {
      await waitForEnd(test, job.id);
      expect((await test.backend.history(job, 5))?.at(-1)).toBe('20000');
    }
  }));

test('a job ends as its command does, by exit code or by signal', () =>
  withTmuxServer(async test => {
    const ends = [
      ['exit 0', { exitCode: 0 }],
      ['exit 7', { exitCode: 7 }],
      ['exit 143', { exitCode: 143 }],
      ['exit 130', { exitCode: 130 }],
      ['no-such-program', { exitCode: 127 }],
      ['kill -TERM $$', { signal: 15 }],
      ['kill -KILL $$', { signal: 9 }],
      ['kill -SEGV $$', { signal: 11 }],
    ] as const;
    const jobs = await Promise.all(ends.map(([command]) => start(test, command)));
    for (const [index, [, end]] of ends.entries()) {
      expect(await waitForEnd(test, jobs[index]?.id ?? '')).toMatchObject(end);
    }
    // Nothing of the question to the terminal, and nothing that sh says of a signal.
    const screens = await Promise.all(jobs.map(job => test.backend.history(job, 50)));
    const words = screens.flatMap(lines => lines ?? []).filter(line => line.trim());
    expect(words).toEqual([expect.stringContaining('no-such-program: ')]);
  }));

test('Ctrl+C reaches the job alone: it may go on, or die of it', () =>
  withTmuxServer(async test => {
    const goesOn = await start(
      test,
      "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.1; done",
    );
    const dies = await start(test, 'echo ready; exec sleep 1000');
    for (const job of [goesOn, dies]) {
      await waitFor(async () => (await test.backend.history(job, 5))?.includes('ready'), { what: 'the job' });
      await test.run('send-keys', '-t', job.place.pane, 'C-c');
    }
    expect(await waitForEnd(test, goesOn.id)).toMatchObject({ exitCode: 5 });
    expect(await test.backend.history(goesOn, 5)).toContain('^Ccaught');
    expect(await waitForEnd(test, dies.id)).toMatchObject({ signal: 2 });
  }));

test('a job goes with its own process, as by kill from outside', () =>
  withTmuxServer(async test => {
    const file = join(test.directory, 'pid');
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const job = await start(test, `echo $$ >${file}; exec sleep 1000`);
      const child = await waitFor(() => existsSync(file) && Number(readFileSync(file, 'utf8')), {
        what: 'the job',
      });
      const pane = (await test.backend.list()).panes.find(({ id }) => id === job.id);
      process.kill(pane?.pid ?? 0, signal);
      await waitFor(() => !isAlive(child), { what: 'its end' });
      expect(await waitForEnd(test, job.id)).toMatchObject({ signal: constants.signals[signal] });
      rmSync(file);
    }
  }));

test('what a job says while it is stopped is on its screen, too', () =>
  withTmuxServer(async test => {
    const job = await start(
      test,
      "trap '' HUP; trap 'echo saving; sleep 0.1; echo saved; exit 0' TERM; echo ready; while :; do sleep 0.1; done",
    );
    await waitFor(async () => (await test.backend.history(job, 5))?.includes('ready'), { what: 'the job' });
    await test.backend.stop(job);
    expect((await test.backend.history(job, 5))?.filter(line => line.startsWith('sav'))).toEqual([
      'saving',
      'saved',
    ]);
  }));

test('a job may leave its terminal raw, or in the middle of an escape sequence, and still ends', () =>
  withTmuxServer(async test => {
    const raw = await start(test, 'stty raw -echo; echo typed ahead >/dev/null; printf done');
    const cut = await start(test, "printf 'words\\033P1;2'");
    for (const job of [raw, cut]) expect(await waitForEnd(test, job.id)).toMatchObject({ exitCode: 0 });
    expect(await test.backend.history(raw, 5)).toContain('done');
    expect(await test.backend.history(cut, 5)).toContain('words');
  }));

test('on a server of the person, tmux writes nothing over what a job said', () =>
  withTmuxServer(async test => {
    const person = { socket: test.socket, configFile: '/dev/null' };
    await tmux(person, [['new-session', '-d', 'sleep 1000']], { mayStartServer: true });
    const backend = tmuxBackend({ socket: test.socket });
    const job = await start({ ...test, backend }, 'echo said; exit 3');
    await waitForEnd(test, job.id);
    const pane = (await backend.list()).panes.find(({ id }) => id === job.id);
    const screen = pane && (await backend.capture([pane])).get(job.id);
    expect(screen?.lines.filter(Boolean)).toEqual(['said']);
  }));

async function start(test: TmuxTest, command: string) {
  const { id, ...request } = shellRequest('');
  const directory = join(test.directory, id);
  const file = join(directory, 'launch.sh');
  mkdirSync(directory);
  const environment = { SHELL: '/bin/bash' };
  writeFileSync(file, launchScript({ cwd: '/', environment, argv: [], job: { command, directory } }));
  return { id, place: await test.backend.start({ ...request, id, argv: ['/bin/sh', file] }) };
}

async function waitForEnd(test: TmuxTest, id: string) {
  const find = async () => {
    const pane = (await test.backend.list()).panes.find(pane => pane.id === id && pane.dead);
    return pane && (pane.exitCode ?? pane.signal) !== undefined && pane;
  };
  return waitFor(find, { what: `the end of job ${id}` });
}

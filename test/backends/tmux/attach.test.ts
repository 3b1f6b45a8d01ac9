import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type TmuxPlace, tmuxPlace } from '../../../src/backends/tmux/place.ts';
import { tmux } from '../../../src/tmux/client.ts';
import {
  killServer,
  shellRequest,
  type TmuxTest,
  waitFor,
  withTmuxServer,
} from '../../helpers/tmux-server.ts';

/** Shows a prompt with the cursor at column 2 and then every byte it gets. */
const prompt = 'printf "> "; stty raw -echo; exec cat -v';
// tmux answers at once where the focus is: not to be echoed before the prompt.
const followsFocus = 'stty -echo; seq 1 5; printf "\\033[?1004h"';

test('Left at the empty prompt leads out and leaves no message on the screen', () =>
  withAttached({ promptColumn: 2 }, async ({ press, shown, attached }) => {
    await press('Left');
    await waitFor(async () => (await attached()) === 0, { what: 'the client to go' });
    const screen = await waitFor(async () => /after 0/.test(await shown()) && shown(), { what: 'the shell' });
    expect(screen.replace('before', '').trim()).toBe('after 0');
  }));

test('Left elsewhere goes to the program', () =>
  withAttached({ promptColumn: 2 }, async ({ press, shown, attached }) => {
    await press('x');
    await waitFor(async () => /> x/.test(await shown()), { what: 'x' });
    await press('Left');
    await waitFor(async () => /> x\^\[\[D/.test(await shown()), { what: 'the key in the program' });
    expect(await attached()).toBe(1);
  }));

test('without a prompt column Left goes to the program and C-z leads out', () =>
  withAttached({}, async ({ press, shown, attached }) => {
    await press('Left');
    await waitFor(async () => /> \^\[\[D/.test(await shown()), { what: 'the key in the program' });
    await press('C-z');
    await waitFor(async () => (await attached()) === 0, { what: 'the client to go' });
    expect(
      await waitFor(async () => /after 0/.test(await shown()) && shown(), { what: 'the shell' }),
    ).not.toMatch(/detached|exited/);
  }));

test('Ctrl+B, the prefix of a usual tmux, goes to the program', () =>
  withAttached({ promptColumn: 2 }, async ({ press, shown }) => {
    await press('C-b');
    await press('d');
    await waitFor(async () => /> \^Bd/.test(await shown()), { what: 'both keys in the program' });
  }));

test('the wheel scrolls back through a program that does not take the mouse, and C-z leads out of there', () =>
  withAttached({ promptColumn: 2, first: 'seq 1 200' }, async ({ press, attached, place, test, wheelUp }) => {
    await wheelUp();
    const mode = () => test.run('display-message', '-p', '-t', place.pane, '#{pane_in_mode}');
    await waitFor(async () => (await mode()) === '1\n', { what: 'copy mode' });
    await press('C-z');
    await waitFor(async () => (await attached()) === 0, { what: 'the client to go' });
  }));

// On tmux 3.2 to 3.4 the server crashed, with every session in it.
test('a program that was killed while it followed the focus can be left and looked at again', () =>
  withAttached({ first: followsFocus }, async ({ press, shown, attached, place, test }) => {
    const pane = async () => (await test.backend.list()).panes[0];
    const pid = Number(await test.run('display-message', '-p', '-t', place.pane, '#{pane_pid}'));
    process.kill(pid, 'SIGKILL');
    await waitFor(async () => (await pane())?.dead, { what: 'the end of the program' });
    await press('C-z');
    await waitFor(async () => (await attached()) === 0, { what: 'the client to go' });
    await waitFor(async () => /after 0/.test(await shown()), { what: 'the shell' });
    expect((await pane())?.dead).toBe(true);
    expect(await test.run('capture-pane', '-p', '-t', place.pane)).toMatch(/1\n2\n3\n4\n5\n>/);
  }));

test('a program that was killed out of sight while it followed the focus can be looked at', async () => {
  const before = async ({ test, place }: Pick<Attached, 'test' | 'place'>) => {
    const shown = () => test.run('capture-pane', '-p', '-t', place.pane);
    await waitFor(async () => /^>/m.test(await shown()), { what: 'the prompt' });
    const pid = Number(await test.run('display-message', '-p', '-t', place.pane, '#{pane_pid}'));
    process.kill(pid, 'SIGKILL');
    await waitFor(async () => (await test.backend.list()).panes[0]?.dead, { what: 'the end of the program' });
  };
  await withAttached({ first: followsFocus, before }, async ({ shown, press, attached }) => {
    expect(await shown()).toMatch(/1\n2\n3\n4\n5\n>/);
    await press('C-z');
    await waitFor(async () => (await attached()) === 0, { what: 'the client to go' });
    await waitFor(async () => /after 0/.test(await shown()), { what: 'the shell' });
  });
});

test('looking at a session changes nothing in its environment', () =>
  withAttached({ promptColumn: 2 }, async ({ test, place }) => {
    const environment = await test.run('show-environment', '-t', place.session);
    expect(environment).not.toContain('/from-the-terminal');
    expect(environment).toContain('HOME=');
  }));

test('true colour is asked for on a terminal that says it has it', () =>
  withTmuxServer(async ({ backend, socket }) => {
    const before = process.env['COLORTERM'];
    process.env['COLORTERM'] = 'truecolor';
    const { argv } = backend.attachCommand(tmuxPlace({ socket, session: '$0', pane: '%0' }));
    if (before === undefined) delete process.env['COLORTERM'];
    else process.env['COLORTERM'] = before;
    const words = argv.join(' ');
    expect(words.startsWith(`tmux -u -N -L ${socket} -T RGB if-shell `)).toBe(true);
    expect(words.endsWith(' ; attach-session -E -t $0')).toBe(true);
  }));

interface Attached {
  readonly test: TmuxTest;
  readonly place: TmuxPlace;
  readonly press: (key: string) => Promise<unknown>;
  readonly wheelUp: () => Promise<unknown>;
  /** What the person's terminal shows. */
  readonly shown: () => Promise<string>;
  /** How many clients look at the session. */
  readonly attached: () => Promise<number | undefined>;
}

/** A session with a client in another private tmux server, which plays the person's terminal. */
async function withAttached(
  options: {
    readonly promptColumn?: number;
    readonly first?: string;
    readonly before?: (made: Pick<Attached, 'test' | 'place'>) => Promise<void>;
  },
  use: (attached: Attached) => Promise<void>,
): Promise<void> {
  await withTmuxServer(async test => {
    const outer = { socket: `agents-outer-${randomBytes(6).toString('hex')}`, configFile: '/dev/null' };
    const run = async (...command: readonly string[]) =>
      (await tmux(outer, [command], { mayStartServer: true })).stdout;
    const column = options.promptColumn === undefined ? {} : { promptColumn: options.promptColumn };
    const place = await test.backend.start(shellRequest(`${options.first ?? ':'}; ${prompt}`, column));
    await options.before?.({ test, place });
    const attached = async () => (await test.backend.list()).panes[0]?.attached;
    const shown = () => run('capture-pane', '-p', '-t', '%0');
    const press = (key: string) => run('send-keys', '-t', '%0', key);
    // As a terminal reports it: SGR, button 64, at column 5, row 5.
    const wheelUp = () => run('send-keys', '-t', '%0', '-l', '\u001b[<64;5;5M');
    const script =
      'echo before; env -u TMUX -u TMUX_PANE TMPDIR=/from-the-terminal "$@"; echo after $?; exec sleep 1000';
    try {
      const { argv } = test.backend.attachCommand(place);
      await run('new-session', '-d', '-x', '100', '-y', '30', '--', '/bin/sh', '-c', script, 'sh', ...argv);
      await waitFor(async () => (await attached()) === 1, { what: 'the client' });
      await waitFor(async () => /^>/m.test(await shown()), { what: 'the prompt' });
      await use({ test, place, press, wheelUp, shown, attached });
    } finally {
      await killServer(outer);
    }
  });
}

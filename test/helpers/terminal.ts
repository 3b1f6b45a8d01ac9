import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WaitLimits } from './wait.ts';
import { waitUntil } from './wait.ts';

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The whole environment of the person's shell; take it from `scratchHome()`. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** True for a person who works inside tmux: TMUX and TMUX_PANE stay set. */
  readonly insideTmux?: boolean;
  /** `#rrggbb`, which the terminal then answers when it is asked; without, it does not answer. */
  readonly background?: string;
}

export type Expected = string | RegExp | ((screen: string) => boolean);

/** A person's terminal: a shell in a pane of a tmux server of its own. */
export interface Terminal {
  /** Types a command line at the shell's prompt, and Enter. */
  readonly run: (commandLine: string) => Promise<void>;
  /** A message to the agent on the screen. Those take an Enter that comes in one read with its text for a part of it. */
  readonly tell: (message: string) => Promise<void>;
  /** tmux names of keys, one after the other: `Down`, `C-x`, `M-1`, `S-Enter`, `a`. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Keys of text, as fast as a keyboard can. */
  readonly type: (text: string) => Promise<void>;
  /** As the terminal does it: in brackets when the program asked for them. */
  readonly paste: (text: string) => Promise<void>;
  /** The visible lines, joined by newlines, without trailing blanks. */
  readonly screen: () => Promise<string>;
  /** With colours, and blanks at the end of lines. */
  readonly screenAnsi: () => Promise<string>;
  /** The column of the last character on each line, as the terminal itself counts its cells. */
  readonly lineEnds: (lines: number) => Promise<readonly number[]>;
  readonly cursor: () => Promise<{ readonly x: number; readonly y: number; readonly visible: boolean }>;
  readonly title: () => Promise<string>;
  /** Whether the program on the screen uses the alternate screen. */
  readonly isAlternate: () => Promise<boolean>;
  /** Whether the program has asked for the mouse. */
  readonly mouse: () => Promise<boolean>;
  /** Waits until the screen fits, and gives it; the error shows the last screen. */
  readonly waitFor: (expected: Expected, patience?: WaitLimits) => Promise<string>;
  readonly waitGone: (unexpected: Expected, patience?: WaitLimits) => Promise<string>;
  /** Waits until the screen has not changed for 300 ms, clocks and spinners aside. */
  readonly settle: (patience?: WaitLimits) => Promise<string>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** Appends every byte that programs write from now on to this file. */
  readonly record: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a terminal that closes when the test ends, however it ends. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const terminal = await startTerminal(options);
  onTestFinished(terminal.close);
  return terminal;
}

let count = 0;

/** The same outside a test, for benchmarks: the one who starts it closes it. */
export async function startTerminal(options: TerminalOptions): Promise<Terminal> {
  count += 1;
  const socket = `agents-terminal-${process.pid}-${count}`;
  const directory = process.env['TMUX_TMPDIR'];
  const place = directory === undefined ? {} : { TMUX_TMPDIR: directory };
  const environment = { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...place, ...options.env, CI: 'false' };
  const tmux = (...parameters: readonly string[]) => call(socket, parameters, environment);
  const { columns = 100, rows = 30, cwd, insideTmux = false } = options;
  const unset = insideTmux ? [] : ['-u', 'TMUX', '-u', 'TMUX_PANE'];
  const shell = ['env', ...unset, 'PS1=$ ', 'CI=false', '/bin/sh', '-i'];
  const size = ['-x', `${columns}`, '-y', `${rows}`];
  await tmux(...configuration, 'new-session', '-d', ...size, '-c', cwd, ...shell);
  // Set before there is a session it crashes tmux 3.3a.
  await tmux('set', '-g', 'window-size', 'manual');
  if (options.background) await tmux('set', '-g', 'window-style', `bg=${options.background}`);
  const terminal = drive(socket, tmux, text => call(socket, ['load-buffer', '-'], environment, text));
  await terminal.waitFor(/^\$/);
  return terminal;
}

const configuration = [
  ...['start-server', ';', 'set', '-g', 'remain-on-exit', 'on', ';', 'set', '-g', 'status', 'off', ';'],
  ...['set', '-g', 'default-terminal', 'tmux-256color', ';', 'set', '-s', 'extended-keys', 'on', ';'],
  ...['set', '-s', 'escape-time', '0', ';', 'set', '-g', 'focus-events', 'on', ';'],
  ...['set', '-s', 'set-clipboard', 'on', ';'],
];

type Tmux = (...parameters: readonly string[]) => Promise<string>;

function drive(socket: string, tmux: Tmux, loadBuffer: (text: string) => Promise<string>): Terminal {
  const format = (what: string) => tmux('display-message', '-p', what).then(text => text.trimEnd());
  const screen = async () => {
    const lines = (await tmux('capture-pane', '-p')).split('\n');
    return lines
      .map(line => line.trimEnd())
      .join('\n')
      .trimEnd();
  };
  const wait = async (expected: Expected, present: boolean, patience?: WaitLimits) => {
    let last = '';
    const ask = async () => {
      last = await screen();
      return fits(last, expected) === present && { last };
    };
    const wish = `The screen should ${present ? '' : 'no longer '}show ${expected}`;
    const found = await waitUntil(ask, () => `${wish}, but the last screen was:\n${framed(last)}`, patience);
    return found.last;
  };
  const terminal: Terminal = {
    async run(commandLine) {
      await terminal.type(commandLine);
      await terminal.press('Enter');
    },
    async tell(message) {
      await terminal.type(message);
      await terminal.waitFor(screen =>
        screen.split('\n').some(line => /^❯/.test(line) && line.endsWith(message)),
      );
      await terminal.press('Enter');
    },
    async press(...keys) {
      for (const key of keys) await tmux('send-keys', key);
    },
    // A final semicolon would be read as the end of tmux's command.
    type: async text => void (await tmux('send-keys', '-l', '--', text.replace(/;$/, '\\;'))),
    async paste(text) {
      await loadBuffer(text);
      await tmux('paste-buffer', '-p', '-r', '-d');
    },
    screen,
    screenAnsi: () => tmux('capture-pane', '-p', '-e', '-N'),
    async lineEnds(lines) {
      const step = ['send', '-X', 'end-of-line', ';', 'display', '-p', '#{copy_cursor_x}', ';'];
      const down = ['send', '-X', 'cursor-down', ';'];
      const walk = Array.from({ length: lines }, (_, line) => [...(line > 0 ? down : []), ...step]).flat();
      const top = ['copy-mode', ';', 'send', '-X', 'top-line', ';'];
      const ends = await tmux(...top, ...walk, 'send', '-X', 'cancel');
      return ends.trimEnd().split('\n').map(Number);
    },
    async cursor() {
      const [x, y, visible] = (await format('#{cursor_x} #{cursor_y} #{cursor_flag}')).split(' ').map(Number);
      return { x: x ?? 0, y: y ?? 0, visible: visible === 1 };
    },
    title: () => format('#{pane_title}'),
    mouse: async () => (await format('#{mouse_any_flag}')) === '1',
    isAlternate: async () => (await format('#{alternate_on}')) === '1',
    waitFor: (expected, patience) => wait(expected, true, patience),
    waitGone: (unexpected, patience) => wait(unexpected, false, patience),
    settle: patience => settle(screen, patience),
    resize: async (columns, rows) => void (await tmux('resize-window', '-x', `${columns}`, '-y', `${rows}`)),
    record: async path => void (await tmux('pipe-pane', `cat >> '${path}'`)),
    async close() {
      await tmux('kill-server').catch(() => undefined);
      removeSocket(socket);
    },
  };
  return terminal;
}

/** tmux leaves the file of its socket behind. */
export function removeSocket(socket: string): void {
  const directory = process.env['TMUX_TMPDIR'] ?? '/tmp';
  rmSync(join(directory, `tmux-${userInfo().uid}`, socket), { force: true });
}

async function settle(screen: () => Promise<string>, patience?: WaitLimits): Promise<string> {
  let last = '';
  let changedAt = Date.now();
  const isQuiet = async () => {
    const now = await screen();
    const words = now.replace(/[^A-Za-z ]/g, '');
    if (words !== last) changedAt = Date.now();
    last = words;
    return Date.now() - changedAt >= 300 && { now };
  };
  return (await waitUntil(isQuiet, () => `The screen kept changing:\n${framed(last)}`, patience)).now;
}

function fits(screen: string, expected: Expected): boolean {
  if (typeof expected === 'string') return screen.includes(expected);
  return expected instanceof RegExp ? expected.test(screen) : expected(screen);
}

function framed(screen: string): string {
  return screen
    .split('\n')
    .map(line => `  | ${line}`)
    .join('\n');
}

function call(
  socket: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
  input?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const argv = ['-u', '-L', socket, '-f', '/dev/null', ...parameters];
    const child = execFile('tmux', argv, { env, timeout: 5000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`tmux ${parameters.join(' ')}: ${stderr || error.message}`)) : resolve(stdout),
    );
    child.stdin?.end(input);
  });
}

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import xterm from '@xterm/headless';
import { processStart } from '../src/system/processes/process-start.ts';
import { removeSocket } from '../test/helpers/terminal.ts';
import { waitUntil } from '../test/helpers/wait.ts';

export interface WatchedTerminal {
  /** Replaces what runs in the terminal; `startedAt` is the moment just before the program's exec. */
  readonly exec: (command: string, cwd: string) => Promise<number>;
  /** Sends tmux names of keys; returns when they were sent. Times are ms of `performance.now()`. */
  readonly press: (...keys: readonly string[]) => number;
  readonly type: (text: string) => number;
  readonly screen: () => string;
  /** Resolves to the time at which the output arrived that made the screen fit; 0 when it fitted already. */
  readonly when: (fits: (screen: string) => boolean, limitMs?: number) => Promise<number>;
  /** Resolves when nothing was drawn for `quietMs`, or after a second. */
  readonly quiet: (quietMs: number) => Promise<void>;
  /** Of the terminal's tab, as the program has set it; empty before. */
  readonly title: () => string;
  readonly pid: () => Promise<number>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

let count = 0;

/**
 * A terminal in which every piece of output carries the time of its arrival: a tmux pane seen through one control
 * client, which sends keys and receives output without starting a process for either. The same for every program.
 */
export async function openWatchedTerminal(options: Options): Promise<WatchedTerminal> {
  count += 1;
  const socket = `agents-bench-${process.pid}-${count}`;
  const { columns = 120, rows = 35 } = options;
  const client = startClient(socket, { ...options, columns, rows });
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const waiting = new Set<(at: number) => void>();
  let title = '';
  emulator.onTitleChange(next => {
    title = next;
  });
  let lastAt = 0;
  client.onOutput((data, at) => {
    lastAt = at;
    emulator.write(data, () => {
      for (const look of [...waiting]) look(at);
    });
  });
  const screen = () => screenText(emulator);
  const when = (fits: (screen: string) => boolean, limitMs = 10_000) =>
    new Promise<number>((resolve, reject) => {
      if (fits(screen())) return resolve(0);
      const look = (at: number) => {
        if (fits(screen())) settle(() => resolve(at));
      };
      const tooLate = () =>
        settle(() => reject(new Error(`The screen never fitted ${fits}; it shows:\n${screen()}`)));
      const timer = setTimeout(tooLate, limitMs);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        end();
      };
      waiting.add(look);
    });
  let starts = 0;
  return {
    async exec(command, cwd) {
      await endProgram(client);
      starts += 1;
      // The shell says when: its words may come late on a busy machine, the program does not wait for them.
      const mark = new RegExp(`START-${starts}-(\\d{19})`);
      const script = `unset TMUX TMUX_PANE; date +START-${starts}-%s%N; exec ${command}`;
      emulator.reset();
      title = '';
      client.send(`new-window -c ${quote(cwd)} ${quote(script)}`);
      // Read from the output and not from the screen, which the program may have cleared in the same piece.
      const stamp = await client.find(mark);
      // Not `performance.timeOrigin`: the clock of the day may have been adjusted since then.
      const sinceEpoch = Date.now() + 0.5 - performance.now();
      const startedAt = Number(stamp) / 1e6 - sinceEpoch;
      return startedAt;
    },
    press: (...keys) => client.send(`send-keys -t ${client.pane()} ${keys.map(quote).join(' ')}`),
    type: text => client.send(`send-keys -t ${client.pane()} -l -- ${quote(text)}`),
    screen,
    when,
    async quiet(quietMs) {
      // A row that works is drawn three times a second: then it is quiet enough after a second.
      const deadline = performance.now() + 1000;
      while (performance.now() - lastAt < quietMs && performance.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    },
    title: () => title,
    pid: () => pidIn(client),
    close: () => client.close(),
  };
}

type Client = ReturnType<typeof startClient>;

/**
 * What ran before is gone with its window, and does not compete with what comes. Each program has a window of its own:
 * `respawn-pane` crashes tmux 3.3a when output of the pane still waits for a control client ("not enough data").
 */
async function endProgram(client: Client): Promise<void> {
  if (client.pane() === firstPane) return;
  const pid = await pidIn(client);
  await client.ask(`kill-window -t ${client.pane()}`);
  const isGone = () => processStart(pid) === undefined;
  await waitUntil(isGone, () => `The program before, process ${pid}, did not end.`, { limitMs: 10_000 });
}

async function pidIn(client: Client): Promise<number> {
  return Number((await client.ask(`display-message -p -t ${client.pane()} '#{pane_pid}'`))[0]);
}

/** The visible lines, joined by newlines, without trailing blanks. */
function screenText({ buffer, rows }: xterm.Terminal): string {
  const { active } = buffer;
  const lines = Array.from({ length: rows }, (_, row) =>
    active.getLine(active.baseY + row)?.translateToString(true),
  );
  return lines.join('\n').trimEnd();
}

/** Only keeps the server: nothing is started in it. */
const firstPane = '%0';

/** No `remain-on-exit`: before 3.5 tmux crashes when a window is closed in which a program died that followed the focus. */
const configuration = [
  ...['set', '-g', 'status', 'off', ';'],
  ...['set', '-g', 'default-terminal', 'tmux-256color', ';', 'set', '-s', 'extended-keys', 'on', ';'],
  ...['set', '-s', 'escape-time', '0', ';', 'set', '-g', 'focus-events', 'on', ';'],
];

function startClient(socket: string, { env, cwd, columns, rows }: Required<Options>) {
  const start = ['start-server', ';', ...configuration];
  const size = ['-x', `${columns}`, '-y', `${rows}`];
  const words = ['-u', '-L', socket, '-f', '/dev/null', '-C', ...start, 'new-session', ...size, 'exec cat'];
  const environment = { ...env, CI: 'false', TERM: 'xterm-256color' };
  const child = spawn('tmux', words, { cwd, env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  let hasEnded = false;
  let reason = '';
  const ended = new Promise<void>(resolve => child.once('close', () => resolve())).then(() => {
    hasEnded = true;
  });
  let isClosing = false;
  void ended.then(() => {
    if (isClosing) return;
    const why = reason || `exit ${child.exitCode ?? child.signalCode}`;
    console.error(
      `bench: the terminal's client of tmux has ended (${why}); there is nothing to measure any more.`,
    );
    // What waits for an answer keeps no process alive until the signal is there.
    setTimeout(() => {}, 60_000);
    // Tidies up and ends, see `withBench`.
    process.kill(process.pid, 'SIGTERM');
  });
  let heard: (data: Uint8Array, at: number) => void = () => {};
  let find: ((text: string) => boolean) | undefined;
  let pane = firstPane;
  let answer: string[] | undefined;
  const asked: { readonly resolve: (lines: readonly string[]) => void }[] = [];
  let unasked = 1;
  // latin1 keeps each byte one character until the output is put together.
  createInterface({ input: child.stdout.setEncoding('latin1') }).on('line', line => {
    const at = performance.now();
    const [, from, text = ''] = /^%output (%\d+) (.*)$/s.exec(line) ?? [];
    if (from !== undefined && find?.(text)) pane = from;
    if (from === pane) heard(unescaped(text), at);
    if (line.startsWith('%exit')) reason = line;
    if (line.startsWith('%begin ')) answer = [];
    else if (/^%(end|error) /.test(line)) {
      if (unasked > 0) unasked -= 1;
      else asked.shift()?.resolve(answer ?? []);
      answer = undefined;
    } else answer?.push(line);
  });
  const ask = (command: string) =>
    new Promise<readonly string[]>(resolve => {
      asked.push({ resolve });
      child.stdin.write(`${command}\n`);
    });
  const send = (command: string) => {
    const at = performance.now();
    void ask(command);
    return at;
  };
  send(`refresh-client -C ${columns}x${rows}`);
  return {
    onOutput: (listener: typeof heard) => {
      heard = listener;
    },
    /** The first group of what is found in the output from now on. */
    find: (expression: RegExp) =>
      new Promise<string>(resolve => {
        find = text => {
          const found = expression.exec(text)?.[1];
          if (found === undefined) return false;
          find = undefined;
          resolve(found);
          return true;
        };
      }),
    /** The one in which it was found, the first one until then. */
    pane: () => pane,
    ask,
    send,
    async close() {
      isClosing = true;
      if (!hasEnded) send('kill-server');
      await ended;
      removeSocket(socket);
    },
  };
}

/** Control mode writes bytes below 32 and the backslash as three octal digits. */
function unescaped(text: string): Uint8Array {
  return Buffer.from(
    text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
    'latin1',
  );
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// A stand-in for the PyPI program `it2` (mkusaka/it2): the same arguments, output and exit codes, but its iTerm2 is a
// private tmux server. FAKE_IT2_SOCKET is that server's socket, FAKE_IT2_LOG a file that gets a JSON line for each call,
// FAKE_IT2_API=off is its Python API switched off, FAKE_IT2_DELAY milliseconds that each call takes longer.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SHELL = path.join(path.dirname(fileURLToPath(import.meta.url)), 'pane.sh');
const { FAKE_IT2_SOCKET: socket, FAKE_IT2_LOG: log, FAKE_IT2_API: api, FAKE_IT2_DELAY: delay } = process.env;
const argv = process.argv.slice(2);

function end(code, ...lines) {
  for (const line of lines) console.error(line);
  if (log) appendFileSync(log, `${JSON.stringify({ time: new Date().toISOString(), argv, code })}\n`);
  process.exit(code);
}
const tmux = (...args) =>
  execFileSync('tmux', ['-u', '-S', socket, ...args], { encoding: 'utf8', stdio: 'pipe' });
const print = line => process.stdout.write(`${line}\n`);

const FIELDS = {
  id: '@it2',
  pane: 'pane_id',
  name: '@it2_name',
  title: 'pane_title',
  tty: 'pane_tty',
  rows: 'pane_height',
  cols: 'pane_width',
  window_id: 'session_id',
  tab_id: 'window_id',
  pid: 'pane_pid',
  path: 'pane_current_path',
  job: 'pane_current_command',
  active: 'pane_active',
  shown: 'window_active',
};
function sessions() {
  const format = Object.values(FIELDS)
    .map(field => `#{${field}}`)
    .join('\t');
  const rows = tmux('list-panes', '-a', '-F', format)
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const values = line.split('\t');
      return Object.fromEntries(Object.keys(FIELDS).map((name, at) => [name, values[at]]));
    });
  return rows.filter(({ id }) => id);
}

/** Those that -s, -a or nothing (the active one) means. */
function targets({ session: wanted, all }) {
  const known = sessions();
  if (all || wanted === 'all') return known;
  if (wanted === undefined || wanted === '' || wanted === 'active') {
    const active = known.find(each => each.active === '1' && each.shown === '1');
    return active ? [active] : end(3, 'Error: No active session found');
  }
  const id = wanted.replace(/^w\d+t\d+p\d+[:.](?=[0-9A-Fa-f-]{36}$)/, '');
  const found = known.find(each => each.id === id);
  return found ? [found] : end(3, `Error: Session '${wanted}' not found`);
}
const bytes = text => [...Buffer.from(text)].map(byte => byte.toString(16).padStart(2, '0'));
function type(options, text, said) {
  const found = targets(options);
  for (const { pane } of found) if (text) tmux('send-keys', '-t', pane, '-H', ...bytes(text));
  if (found.length > 1) print(`${said} ${found.length} sessions`);
}
const screen = ({ pane }, history) =>
  tmux('capture-pane', '-p', '-J', ...(history ? ['-S', '-'] : []), '-t', pane);

/** The table that rich draws; only its cells matter. */
function table(rows) {
  const cells = [
    ['Session ID', 'Name', 'Title', 'Size', 'TTY'],
    ...rows.map(each => [each.id, each.name, each.title, `${each.cols}x${each.rows}`, each.tty]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map(row => row[column].length)));
  const line = (left, middle, right, bar) =>
    left + widths.map(width => bar.repeat(width + 2)).join(middle) + right;
  const row = (values, edge) =>
    edge + values.map((value, at) => ` ${value.padEnd(widths[at])} `).join(edge) + edge;
  const [head, ...body] = cells;
  const top = line('┏', '┳', '┓', '━');
  const title = 'iTerm2 Sessions'.padStart(Math.ceil(top.length / 2) + 8);
  return [
    title,
    top,
    row(head, '┃'),
    line('┡', '╇', '┩', '━'),
    ...body.map(each => row(each, '│')),
    line('└', '┴', '┘', '─'),
  ].join('\n');
}

const text = { type: 'string' },
  flag = { type: 'boolean' };
const one = { session: { ...text, short: 's' } },
  many = { ...one, all: { ...flag, short: 'a' } };
// name: [options, names of its arguments, what it does]
const COMMANDS = {
  list: [
    { json: flag },
    [],
    ({ json }) => {
      const rows = sessions();
      if (!json) return print(table(rows));
      const shown = ({ id, name, title, tty, rows, cols, window_id, tab_id }) => ({
        id,
        name,
        title,
        tty,
        rows: Number(rows),
        cols: Number(cols),
        is_tmux: false,
        window_id: `pty-${window_id.slice(1)}`,
        tab_id: tab_id.slice(1),
      });
      print(JSON.stringify(rows.map(shown), null, 2));
    },
  ],
  split: [
    { ...one, vertical: { ...flag, short: 'v' }, profile: { ...text, short: 'p' } },
    [],
    options => {
      const [{ pane }] = targets(options);
      const id = randomUUID().toUpperCase();
      const made = tmux(
        'split-window',
        options.vertical ? '-h' : '-v',
        '-t',
        pane,
        '-P',
        '-F',
        '#{pane_id}',
        SHELL,
        id,
      ).trim();
      tmux('set-option', '-p', '-t', made, '@it2', id);
      print(`Created new pane: ${id}`);
    },
  ],
  send: [many, ['TEXT'], (options, what) => type(options, what, 'Sent text to')],
  run: [many, ['COMMAND'], (options, what) => type(options, `${what}\r`, 'Executed command in')],
  clear: [one, [], options => type(options, '\f', 'Cleared')],
  close: [
    { ...one, force: { ...flag, short: 'f' } },
    [],
    options => {
      const [{ id, pane }] = targets(options);
      if (!options.force) {
        process.stdout.write(`Close session ${id}? [y/N]: `);
        let said = '';
        try {
          said = readFileSync(0, 'utf8');
        } catch {
          /* no standard input */
        }
        if (!/^y(es)?\s*$/im.test(said.split('\n')[0])) end(1, 'Aborted!');
      }
      tmux('kill-pane', '-t', pane);
      print('Session closed');
    },
  ],
  focus: [
    {},
    ['SESSION_ID'],
    (_options, id) => {
      const found = sessions().find(each => each.id === id); // the exact id only, as in the real one
      if (!found) end(3, `Error: Session '${id}' not found`);
      tmux('select-window', '-t', found.pane, ';', 'select-pane', '-t', found.pane);
      print(`Focused session: ${id}`);
    },
  ],
  read: [
    { ...one, lines: { ...text, short: 'n' } },
    [],
    options => {
      const lines = screen(targets(options)[0]).replace(/\n$/, '').split('\n');
      print((options.lines === undefined ? lines : lines.slice(-Number(options.lines))).join('\n'));
    },
  ],
  capture: [
    { ...one, output: { ...text, short: 'o' }, history: flag },
    [],
    options => {
      if (!options.output) throw new Error("Missing option '--output' / '-o'.");
      writeFileSync(options.output, screen(targets(options)[0], options.history));
      print(`Screen captured to: ${options.output}`);
    },
  ],
  'set-name': [
    one,
    ['NAME'],
    (options, name) => {
      tmux('set-option', '-p', '-t', targets(options)[0].pane, '@it2_name', name);
      print(`Session name set to: ${name}`);
    },
  ],
  'get-var': [
    one,
    ['VARIABLE'],
    (options, variable) => {
      const it = targets(options)[0];
      const values = {
        id: it.id,
        name: it.name,
        tty: it.tty,
        path: it.path,
        jobName: it.job,
        jobPid: it.pid,
        rows: it.rows,
        columns: it.cols,
      };
      print(values[variable.replace(/^session\./, '')] ?? `Variable '${variable}' not set`);
    },
  ],
};

if (delay) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(delay));
if (argv[0] === '--version') {
  print('it2, version 0.3.0');
  end(0);
}
const [group, name, ...rest] = argv;
const usage = message =>
  end(2, `Usage: it2 ${[group, name].filter(Boolean).join(' ')} [OPTIONS]`, '', `Error: ${message}`);
if (group !== 'session') usage(`No such command '${group ?? ''}'.`);
if (!Object.hasOwn(COMMANDS, name ?? '')) usage(`No such command '${name ?? ''}'.`);
const [options, wanted, act] = COMMANDS[name];
let parsed;
try {
  parsed = parseArgs({ args: rest, options, allowPositionals: true });
} catch (error) {
  usage(error.message);
}
if (parsed.positionals.length < wanted.length)
  usage(`Missing argument '${wanted[parsed.positionals.length]}'.`);
if (parsed.positionals.length > wanted.length)
  usage(`Got unexpected extra argument (${parsed.positionals.at(-1)})`);
const OFF = [
  'Error: Not running inside iTerm2 or Python API not enabled.',
  'Enable Python API in: Preferences > General > Magic > Enable Python API',
];
try {
  if (api === 'off' || !socket) end(2, ...OFF);
  try {
    tmux('list-sessions');
  } catch {
    end(2, ...OFF);
  } // iTerm2 is not running
  act(parsed.values, ...parsed.positionals);
  end(0);
} catch (error) {
  if (/^Missing/.test(error.message)) usage(error.message);
  end(
    2,
    `Connection error: ${error.message}`,
    'Make sure iTerm2 is running and Python API is enabled.',
    '(Preferences > General > Magic > Enable Python API)',
  );
}

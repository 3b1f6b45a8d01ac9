// Makes V8's code caches: what the verbs and the view run, as V8 has compiled it. They run here once, in a process of
// their own, on a scratch state with a few sessions, and what looks like a terminal and like tmux. Words: each part's
// file and its cache's.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { Script } from 'node:vm';

const words = process.argv.slice(2);
const files = words.filter((_, index) => index % 2 === 0);
const caches = words.filter((_, index) => index % 2 === 1);
const scratch = fs.mkdtempSync(join(tmpdir(), 'agents-build-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const verbs = {
  records: [
    ['--help'],
    ['run', '--help'],
    ['list'],
    ['list', '--json'],
    ['pin', 'nosuch'],
    ['path', 'nosuch'],
    ['completion', 'words', '--', 'stop', ''],
    ['daemon', 'status'],
    ['settings'],
    ['restore'],
  ],
  upkeep: [
    ['rename', 'nosuch', 'x'],
    ['stop', 'nosuch'],
    ['rm', 'nosuch'],
    ['logs', 'nosuch'],
    ['diff', 'nosuch'],
  ],
  setup: [['settings'], ['doctor']],
  sessions: [
    ['run'],
    ['list'],
    ['send', 'nosuch', 'x'],
    ['attach', 'nosuch'],
    ['respawn', 'nosuch'],
    ['explain', 'nosuch'],
  ],
  // Last, as it does not come to an end.
  view: [[]],
};

let hasPressed = false;
prepareHome();
const scripts = files.map(file => new Script(fs.readFileSync(file, 'latin1'), { filename: file }));
const parts = scripts.map(script => script.runInThisContext());
const require = createRequire(import.meta.url);
process.stdout.write = () => true;
holdOutput();
await load(fileOf('execa'));
for (const [part, commands] of Object.entries(verbs)) {
  const { main } = await load(fileOf(part));
  if (part === 'view') prepareTerminal();
  for (const command of commands) await main(command);
}
throw new Error('The view has drawn no frame.');

function fileOf(part) {
  return basename(
    files.find(file => basename(file).startsWith(`${part}-`)),
    '.js',
  );
}

/** As `src/cli/load-part.ts` does. */
async function load(name) {
  const part = parts[files.findIndex(file => basename(file, '.js') === name)](require, load);
  return part.loaded ?? part;
}

/** A home with sessions, and what answers as tmux and as the supervisor do. */
function prepareHome() {
  const bin = join(scratch, 'bin');
  fs.mkdirSync(bin);
  for (const name of ['tmux', 'claude'])
    fs.writeFileSync(join(bin, name), '#!/bin/sh\necho tmux 3.5\n', { mode: 0o755 });
  // The program starts its supervisor by this.
  process.argv[1] = join(scratch, 'agents.js');
  fs.writeFileSync(process.argv[1], '');
  for (const name of Object.keys(process.env))
    if (/^(AGENTS_|XDG_|TMUX|CLAUDE)/.test(name)) delete process.env[name];
  Object.assign(process.env, { HOME: scratch, PATH: bin, TERM: 'xterm-256color', LANG: 'C.UTF-8' });
  process.chdir(scratch);
  const states = ['working', 'needs-input', 'completed', 'failed'];
  for (const [index, state] of states.entries())
    writeJob(`0000000${index}`, state, Date.now() - index * 60_000);
}

function writeJob(id, state, at) {
  const job = join(scratch, '.local/state/agents/jobs', id);
  const write = (name, content) =>
    fs.writeFileSync(join(job, name), JSON.stringify({ version: 1, id, ...content }), { mode: 0o600 });
  fs.mkdirSync(job, { recursive: true, mode: 0o700 });
  write('spec.json', {
    ...{ kind: 'background', agent: 'claude', name: `session ${id}`, slug: `session-${id}`, cwd: scratch },
    ...{ flags: [], createdAt: at, firstLine: 'Build the title screen' },
  });
  write('state.json', {
    ...{
      state,
      questionNumber: 0,
      summary: 'Built the title screen',
      process: 'alive',
      startedAt: at,
      since: at,
    },
    ...{ evidence: [], memory: {} },
    ...(state === 'needs-input' && { waitingFor: 'permission', questionNumber: 1 }),
  });
}

/** What the verbs and the first frame write goes nowhere. */
function holdOutput() {
  const { writeSync } = fs;
  fs.writeSync = (descriptor, ...rest) => {
    if (descriptor !== 1 && descriptor !== 2) return writeSync(descriptor, ...rest);
    if (isOurFrame(rest[0])) pressEarly();
    return rest[0].length;
  };
}

/** A key that is answered before Ink is there. */
function pressEarly() {
  if (!process.stdin.isTTY || hasPressed) return;
  hasPressed = true;
  setImmediate(() => process.stdin.push('\u001b[B'));
}

function isOurFrame(text) {
  return String(text).includes('session 00000003');
}

/** A terminal as far as the view asks for one; keys are pressed as soon as Ink has drawn its frame. */
function prepareTerminal() {
  for (const stream of [process.stdin, process.stdout])
    Object.defineProperty(stream, 'isTTY', { value: true });
  Object.assign(process.stdout, { columns: 120, rows: 35 });
  process.stdin.setRawMode = () => process.stdin;
  const keys = ['\u001b[B', '\u001b[A', 'a', '\u007f', ' ', ' '];
  process.stdout.write = text => {
    if (!isOurFrame(text)) return true;
    process.stdout.write = () => true;
    const press = () => {
      const key = keys.shift();
      if (key === undefined) finish();
      process.stdin.push(key);
      setTimeout(press, 50);
    };
    press();
    return true;
  };
}

function finish() {
  for (const [index, cache] of caches.entries()) fs.writeFileSync(cache, scripts[index].createCachedData());
  process.exit(0);
}

// Makes V8's code cache for the program: what the verbs and the view's first frame run, as V8 has compiled it. They run
// here once, in a process of their own, on a scratch state with a few sessions; the terminal, tmux and the supervisor are
// not needed for what happens until the first frame. Words: the program's file, the cache's file.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Script } from 'node:vm';

const [, , program, cache] = process.argv;
const scratch = fs.mkdtempSync(join(tmpdir(), 'agents-build-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const verbs = [
  ['--help'],
  ['run', '--help'],
  ['list'],
  ['list', '--json'],
  ['stop', 'nosuch'],
  ['rename', 'nosuch', 'x'],
  ['pin', 'nosuch'],
  ['path', 'nosuch'],
  ['logs', 'nosuch'],
  ['send', 'nosuch', 'x'],
  ['run'],
  ['settings'],
  ['completion', 'words', '--', 'stop', ''],
  ['daemon', 'status'],
];

prepareHome();
const script = new Script(fs.readFileSync(program, 'latin1'), { filename: program });
const { main } = script.runInThisContext()(createRequire(program), () =>
  Promise.reject(new Error('Not loaded here.')),
);
process.stdout.write = () => true;
process.stderr.write = () => true;
for (const words of verbs) await main(words);
prepareTerminal();
await main([]);
throw new Error('The view has drawn no frame.');

/** A home with sessions, and a program that is called tmux and is never started. */
function prepareHome() {
  const bin = join(scratch, 'bin');
  fs.mkdirSync(bin);
  for (const name of ['tmux', 'claude']) fs.writeFileSync(join(bin, name), '', { mode: 0o755 });
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

/** A terminal as far as the view asks for one; the cache is written when the frame with the sessions is. */
function prepareTerminal() {
  for (const stream of [process.stdin, process.stdout])
    Object.defineProperty(stream, 'isTTY', { value: true });
  Object.assign(process.stdout, { columns: 120, rows: 35 });
  process.stdin.setRawMode = () => process.stdin;
  const { writeSync } = fs;
  fs.writeSync = (_descriptor, text) => {
    if (!String(text).includes('session 00000003')) return text.length;
    fs.writeSync = writeSync;
    fs.writeFileSync(cache, script.createCachedData());
    process.exit(0);
  };
}

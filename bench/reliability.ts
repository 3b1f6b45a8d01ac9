// Proves that nothing is lost or left over: `npm run bench:reliability -- NAME…`, figures into bench/RELIABILITY.md.
import { parseArgs } from 'node:util';
import { clockJumps } from './reliability/clock.ts';
import { fullDisk } from './reliability/full-disk.ts';
import { fuzzRows } from './reliability/fuzz.ts';
import { inbox } from './reliability/inbox.ts';
import { kills } from './reliability/kills.ts';
import { many } from './reliability/many.ts';
import { type Row, writeSection } from './reliability/report.ts';
import { sanitiser } from './reliability/sanitiser.ts';
import { soak } from './reliability/soak.ts';
import { stoppedTmux } from './reliability/stopped-tmux.ts';

const { values, positionals } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '20' },
    events: { type: 'string', default: '5000' },
    inputs: { type: 'string', default: '1000000' },
    strings: { type: 'string', default: '10000000' },
    seconds: { type: 'string', default: '600' },
  },
  allowPositionals: true,
});

const parts = {
  kills: {
    run: () => kills(Number(values.kills)),
    options: ` --kills ${values.kills}`,
    how: 'SIGKILL at random moments: writers of user state, states, events and new jobs; supervisors that read events of hooks.',
  },
  'full-disk': {
    run: fullDisk,
    options: '',
    how: 'The state directory on a tmpfs of 64 KB, then read-only, then of another user.',
  },
  fuzz: {
    run: () => fuzzRows(Number(values.inputs)),
    options: ` --inputs ${values.inputs}`,
    how: 'Records, events and recorded screens with parts replaced, removed, doubled and cut, given to all that reads them; what is still a session is shown.',
  },
  inbox: {
    run: () => inbox(Number(values.events)),
    options: ` --events ${values.events}`,
    how: 'Events that hooks left while no supervisor ran, hard links to one file for each shape; then a job that fails at once.',
  },
  clock: {
    run: clockJumps,
    options: '',
    how: 'An agent and a job with a view open, while the clock of all processes is set; then the agent is sent a task.',
  },
  many: { run: many, options: '', how: 'From exec to the first whole frame in a pane of 120x35.' },
  sanitiser: {
    run: () => sanitiser(Number(values.strings)),
    options: ` --strings ${values.strings}`,
    how: 'Random strings of introducers, ends and parameters of control sequences, bidirectional controls and halves of characters.',
  },
  soak: {
    run: () => soak(Number(values.minutes)),
    options: ` --minutes ${values.minutes}`,
    how: `50 scripted agents at ten times their pace for ${values.minutes} minutes, with messages, keys, peeks and attaches.`,
  },
  'stopped-tmux': {
    run: () => stoppedTmux(Number(values.seconds)),
    options: ` --seconds ${values.seconds}`,
    how: `50 jobs whose tmux server is stopped (SIGSTOP) for ${values.seconds} seconds, with keys in the view and verbs.`,
  },
} satisfies Readonly<Record<string, { run: () => Promise<readonly Row[]>; options: string; how: string }>>;

type Name = keyof typeof parts;

const wanted = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = wanted.filter(name => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Known: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
let isRight = true;
for (const name of wanted as Name[]) {
  const { run, options, how } = parts[name];
  const rows = await run();
  isRight &&= rows.every(row => row.isRight !== false);
  const command = `npm run bench:reliability -- ${name}${options}`;
  process.stdout.write(`${writeSection({ name, command, how, rows })}\n`);
}
process.exit(isRight ? 0 : 1);

// Proves that messages arrive: `npm run bench:delivery -- [--messages N] [--rounds N]`, figures into bench/DELIVERY.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Reply } from '../src/core/effects.ts';
import { requireSession } from '../src/operations/context/session-place.ts';
import { openWorld, type World } from '../src/operations/context/world.ts';
import { dispatch } from '../src/operations/dispatch/dispatch.ts';
import type { ReplyOutcome } from '../src/operations/reply/confirm.ts';
import { sendReply } from '../src/operations/reply/reply.ts';
import { makeScratchHome, type ScratchHome } from '../test/helpers/scratch-home.ts';
import { dyingPanes } from './dying-panes.ts';

const sessions = 10;
/** The agent's loop is blocked for up to this long, again and again. */
const busyMs = 500;
/** The texts, and a command for the agent's shell. */
const kinds = ordinaryTexts(0).length + specialTexts(0).length + 1;

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '2000' } },
});
const startedAt = Date.now();
const delivered = await inScratchHome(home => deliverAll(home, Number(values.messages)));
const dying = await dyingPanes(Number(values.rounds));
const report = [
  '# Delivery',
  '',
  'Written by `npm run bench:delivery`. A message is right when the scripted agent received exactly its bytes, once.',
  '',
  '| what | figure |',
  '| --- | --- |',
  `| messages sent to ${sessions} agents whose loops are blocked for 0-${busyMs} ms | ${delivered.sent} |`,
  `| arrived exactly once, byte for byte | ${delivered.right} |`,
  `| arrived twice, changed or not at all | ${delivered.wrong} |`,
  `| send to confirmed, ordinary texts: median, p95 | ${delivered.ordinary} |`,
  `| the same for a last @file, a trailing backslash, a /path and a !command | ${delivered.special} |`,
  `| rounds of writing to a pane that dies or becomes another session meanwhile | ${dying.rounds} |`,
  `| of them written, refused | ${dying.written}, ${dying.refused} |`,
  `| arrived in the wrong session | ${dying.wrong} |`,
  `| tmux servers that crashed | ${dying.crashes} |`,
  '',
  `Node ${process.version}, ${execFileSync('tmux', ['-V'], { encoding: 'utf8' }).trim()}, ${Math.round((Date.now() - startedAt) / 1000)} s.`,
  '',
].join('\n');
process.stdout.write(report);
writeFileSync(fileURLToPath(new URL('DELIVERY.md', import.meta.url)), report);
process.exit(delivered.wrong + dying.wrong + dying.crashes === 0 ? 0 : 1);

async function inScratchHome<T>(use: (home: ScratchHome) => Promise<T>): Promise<T> {
  const home = makeScratchHome();
  const before = { ...process.env };
  Object.assign(process.env, home.env, { SCRIPTED_BUSY_MS: `${busyMs}` });
  try {
    execFileSync('agents', ['daemon', 'start'], { env: process.env });
    return await use(home);
  } finally {
    await home.cleanup();
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function deliverAll(home: ScratchHome, count: number) {
  const world = openWorld(process.env);
  const targets = await Promise.all(
    Array.from({ length: sessions }, (_, index) => startAgent(world, home, index)),
  );
  const times: Times = { ordinary: [], special: [] };
  const results = await Promise.all(
    targets.map((target, index) => deliverTo(world, target, { first: index, count, times })),
  );
  const right = results.reduce((sum, result) => sum + result.right, 0);
  return {
    sent: count,
    right,
    wrong: count - right + results.reduce((sum, result) => sum + result.surplus, 0),
    ordinary: medianAndP95(times.ordinary),
    special: medianAndP95(times.special),
  };
}

/** From send to confirmed, ms. */
interface Times {
  readonly ordinary: number[];
  readonly special: number[];
}

function medianAndP95(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor(sorted.length * part)] ?? 0);
  return `${at(0.5)} ms, ${at(0.95)} ms`;
}

interface Recipient {
  readonly id: string;
  readonly cwd: string;
}

async function startAgent(world: World, home: ScratchHome, index: number): Promise<Recipient> {
  const cwd = join(home.root, `inbox-${index}`);
  mkdirSync(cwd);
  const request = { kind: 'background', agent: 'claude', text: 'scn-hello', cwd, flags: [] } as const;
  const { spec, started } = dispatch(world, request);
  await started;
  await until(() => requireSession(world, spec.id).status.state === 'completed', `${spec.id} to be ready`);
  return { id: spec.id, cwd };
}

interface Share {
  /** This recipient gets messages `first`, `first + sessions`, … below `count`. */
  readonly first: number;
  readonly count: number;
  readonly times: Times;
}

async function deliverTo(world: World, { id, cwd }: Recipient, { first, count, times }: Share) {
  const sent: string[] = [];
  for (let number = first; number < count; number += sessions) {
    const { text, reply } = messageAt(number);
    await until(() => isAtRest(world, id), `${id} to be at rest`);
    const before = performance.now();
    const outcome = await sendWhenFree(world, id, reply);
    const isSpecial = number % kinds >= ordinaryTexts(number).length;
    times[isSpecial ? 'special' : 'ordinary'].push(performance.now() - before);
    if (outcome.type !== 'delivered') process.stderr.write(`message ${number}: ${JSON.stringify(outcome)}\n`);
    if (outcome.type === 'refused') process.stderr.write(`message ${number}: ${outcome.why}\n`);
    else sent.push(text);
    await until(() => received(cwd).length >= sent.length, `message ${number} to arrive`).catch(error =>
      process.stderr.write(`${error.message}\n`),
    );
  }
  const arrived = received(cwd);
  for (const text of arrived.filter(other => !sent.includes(other))) {
    process.stderr.write(
      `arrived changed: ${text.length} characters, ${JSON.stringify(text.slice(0, 80))}\n`,
    );
  }
  const right = sent.filter(text => arrived.filter(other => other === text).length === 1).length;
  return { right, surplus: Math.max(0, arrived.length - right) };
}

/** A shell command waits for the turn that has begun with the message before it: the row may not tell of that yet. */
async function sendWhenFree(world: World, id: string, reply: Reply): Promise<ReplyOutcome> {
  for (const deadline = Date.now() + 30_000; ; await wait(200)) {
    const { question, questionNumber } = requireSession(world, id).status;
    const bound = { question, questionNumber };
    const outcome = await sendReply(world, requireSession(world, id), { bound, reply });
    const isBusy = outcome.type === 'refused' && outcome.why.includes('Its shell is free when it rests');
    if (!isBusy || Date.now() > deadline) return outcome;
  }
}

function isAtRest(world: World, id: string): boolean {
  const { state } = requireSession(world, id).status;
  return state === 'completed' || state === 'idle';
}

function received(cwd: string): readonly string[] {
  const names = readdirSync(cwd).filter(name => name.startsWith('received-'));
  return names.map(name => readFileSync(join(cwd, name), 'utf8'));
}

/** What is sent, and what must arrive. */
interface Message {
  readonly text: string;
  readonly reply: Reply;
}

function messageAt(number: number): Message {
  const texts = [...ordinaryTexts(number).map(text => `${text} scn-echo`), ...specialTexts(number)];
  const text = texts[number % kinds];
  if (text !== undefined) return { text, reply: { choices: [], text } };
  const printed = `command ${number}`;
  const command = `printf %s '${printed}' > received-command-${number}.txt`;
  return { text: printed, reply: { choices: [], command } };
}

/** Everything that has been lost or executed on the way somewhere: line ends, quotes, `;`, `$()`, dashes, size. */
function ordinaryTexts(number: number): readonly string[] {
  return [
    `plain ${number}`,
    `-n --leading dash ${number};`,
    `two lines ${number}\n  "quoted" 'and' \`ticks\` $(touch x) #(touch y) %1;\n\nend`,
    `ünïcödé 日本語 👩‍👩‍👧 ${number}`,
    `! bang ${number} \\n \\t`,
    `long ${number} ${'0123456789 '.repeat(200)}`,
    number === 996 ? `huge ${number} ${'x'.repeat(99)}`.repeat(900) : `tab\there ${number}`,
  ];
}

/** What an agent's menu or its Enter would take for something else. */
function specialTexts(number: number): readonly string[] {
  return [
    `scn-echo ${number}: look at @READ`,
    `scn-echo ${number}: it lies in C:\\new\\`,
    `/etc/hosts is wrong, ${number} scn-echo`,
  ];
}

async function until(condition: () => boolean, what: string, limitMs = 30_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    await wait(25);
  }
}

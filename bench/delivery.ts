// Proves that messages arrive: `npm run bench:delivery -- [--messages N] [--rounds N]`, figures into bench/DELIVERY.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dispatch } from '../src/runtime/dispatch.ts';
import { sendReply } from '../src/runtime/reply.ts';
import { requireSession } from '../src/runtime/session-place.ts';
import { openWorld, type World } from '../src/runtime/world.ts';
import { makeScratchHome, type ScratchHome } from '../test/helpers/scratch-home.ts';
import { dyingPanes } from './dying-panes.ts';

const sessions = 10;
/** The agent's loop is blocked for up to this long, again and again. */
const busyMs = 500;

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
  `| send to confirmed: median, p95 | ${delivered.medianMs} ms, ${delivered.p95Ms} ms |`,
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
  const times: number[] = [];
  const results = await Promise.all(
    targets.map((target, index) => deliverTo(world, target, { first: index, count, times })),
  );
  times.sort((a, b) => a - b);
  const right = results.reduce((sum, result) => sum + result.right, 0);
  return {
    sent: count,
    right,
    wrong: count - right + results.reduce((sum, result) => sum + result.surplus, 0),
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    p95Ms: Math.round(times[Math.floor(times.length * 0.95)] ?? 0),
  };
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
  await until(
    () => requireSession(world, spec.id).conclusion.state === 'completed',
    `${spec.id} to be ready`,
  );
  return { id: spec.id, cwd };
}

interface Share {
  /** This recipient gets messages `first`, `first + sessions`, … below `count`. */
  readonly first: number;
  readonly count: number;
  readonly times: number[];
}

async function deliverTo(world: World, { id, cwd }: Recipient, { first, count, times }: Share) {
  const sent: string[] = [];
  for (let number = first; number < count; number += sessions) {
    const text = messageText(number);
    await until(() => isAtRest(world, id), `${id} to be at rest`);
    const before = performance.now();
    const { question, questionNumber } = requireSession(world, id).conclusion;
    const outcome = await sendReply(world, requireSession(world, id), {
      bound: { question, questionNumber },
      reply: { choices: [], text },
    });
    times.push(performance.now() - before);
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

function isAtRest(world: World, id: string): boolean {
  const { state } = requireSession(world, id).conclusion;
  return state === 'completed' || state === 'idle';
}

function received(cwd: string): readonly string[] {
  const names = readdirSync(cwd).filter(name => name.startsWith('received-'));
  return names.map(name => readFileSync(join(cwd, name), 'utf8'));
}

/** Everything that has been lost or executed on the way somewhere: line ends, quotes, `;`, `$()`, dashes, size. */
function messageText(number: number): string {
  const bodies = [
    `plain ${number}`,
    `-n --leading dash ${number};`,
    `two lines ${number}\n  "quoted" 'and' \`ticks\` $(touch x) #(touch y) %1;\n\nend`,
    `ünïcödé 日本語 👩‍👩‍👧 ${number}`,
    `! bang ${number} \\n \\t`,
    `long ${number} ${'0123456789 '.repeat(200)}`,
    number % 500 === 496 ? `huge ${number} ${'x'.repeat(99)}`.repeat(900) : `tab\there ${number}`,
  ];
  return `${bodies[number % bodies.length]} scn-echo`;
}

async function until(condition: () => boolean, what: string, limitMs = 30_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    await wait(25);
  }
}

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Figure, Part } from '../figure.ts';
import { type Bench, withBench } from '../fleet.ts';
import { median, residentMib } from '../numbers.ts';
import { keyPeer, measureKeys } from './key.ts';

const kit = resolve(process.env['AGENTS_REAL_KIT'] ?? '../shared/tools/real-agents');
const sessions = 10;
const rounds = 8;

/** The same of Claude Code's own view, where the kit that runs it without an account is there. */
export const claudeAgents: Part = {
  name: 'claude-agents',
  run: async () => {
    if (existsSync(join(kit, 'bin', 'claude'))) return [await withBench(measure)];
    console.error('  skipped: there is no real Claude Code here (AGENTS_REAL_KIT)');
    return [[]];
  },
};

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const { home } = bench;
  const model = spawn('node', [join(kit, 'fake-model.mjs'), '--port', '0'], {
    ...{ env: home.env, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  try {
    const port = await new Promise<string>(found => {
      createInterface({ input: model.stdout! }).once('line', line => found(line.split(':').at(-1) ?? ''));
    });
    const cache = process.env['REAL_AGENTS_CACHE'] ?? join(process.env['HOME'] ?? '', '.cache/real-agents');
    const variables = { FAKE_MODEL_PORT: port, REAL_AGENTS_CACHE: cache, REAL_AGENTS_HOME: home.root };
    return await measureClaude(bench, variables);
  } finally {
    model.kill();
  }
}

async function measureClaude(bench: Bench, variables: Readonly<Record<string, string>>) {
  const { home, terminal } = bench;
  const claude = join(kit, 'bin', 'claude');
  const env = { ...home.env, ...variables };
  const start = (name: string) =>
    promisify(execFile)(claude, ['--bg', '--name', name, 'scn-hello'], { cwd: home.project, env });
  const words = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  const view = `env ${words.join(' ')} ${claude} agents`;
  for (let index = 0; index < sessions; index += 1) await start(`peer-${index}`);
  await terminal.exec(view, home.project);
  await terminal.when(hasRows, 60_000);
  await terminal.quiet(500);
  const starts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = await terminal.exec(view, home.project);
    starts.push((await terminal.when(hasRows, 20_000)) - startedAt);
    await terminal.quiet(500);
  }
  const keys = await measureKeys(terminal, 60, { turn: 4, seen: screen => screen });
  const memory = residentMib(await terminal.pid());
  const rows: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const name = `late-${round}`;
    const startedAt = performance.now();
    const started = start(name);
    rows.push((await terminal.when(screen => screen.includes(name), 20_000)) - startedAt);
    await started;
  }
  return [
    peer(`first whole frame, ${sessions} sessions`, median(starts), 'ms', `median of ${rounds}`),
    { ...peer('', median(keys), 'ms', `median of 60, Down and Up`), name: keyPeer },
    peer('memory of the view', memory, 'MiB', 'VmRSS after 60 keys'),
    peer('`claude --bg` → row in the open view', median(rows), 'ms', 'median of 3'),
  ];
}

function hasRows(screen: string): boolean {
  const isThere = Array.from({ length: sessions }, (_, index) => screen.includes(`peer-${index} `));
  return isThere.every(Boolean) && /describe a task/.test(screen);
}

function peer(name: string, value: number, unit: Figure['unit'], how: string): Figure {
  return { name: `\`claude agents\`: ${name}`, value, unit, how };
}

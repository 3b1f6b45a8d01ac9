import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { requireSession } from '../../src/operations/context/session-place.ts';
import { openWorld, type World } from '../../src/operations/context/world.ts';
import { statePaths } from '../../src/system/files/paths.ts';
import { processStart } from '../../src/system/processes/process-start.ts';
import { isBadJob, readSession } from '../../src/system/store/job/read-session.ts';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import { recordSessions, supervisorPid } from '../fleet.ts';
import type { Row } from './report.ts';

const limit = { limitMs: 20_000 };

/** Kills `rounds` writers and `rounds` supervisors with SIGKILL at random moments. */
export async function kills(rounds: number): Promise<readonly Row[]> {
  const writers = await inHome(home => killWriters(home, rounds));
  const supervisors = await inHome(home => killSupervisors(home, rounds));
  return [
    { what: 'writers killed while they wrote', figure: `${writers.killed}` },
    { what: 'records that they had said were written', figure: `${writers.said}` },
    { what: 'of them torn or lost', figure: `${writers.wrong}`, isRight: writers.wrong === 0 },
    { what: 'supervisors killed', figure: `${supervisors.killed}` },
    { what: 'events dropped into inboxes meanwhile', figure: `${supervisors.events}` },
    {
      what: 'events whose session did not get to know of them',
      figure: `${supervisors.lost}`,
      isRight: supervisors.lost === 0,
    },
    {
      what: 'state files or rosters that were torn',
      figure: `${supervisors.torn}`,
      isRight: supervisors.torn === 0,
    },
  ];
}

async function inHome<T>(use: (home: ScratchHome) => Promise<T>): Promise<T> {
  const home = makeScratchHome();
  try {
    return await use(home);
  } finally {
    await home.cleanup();
  }
}

async function killWriters(home: ScratchHome, rounds: number) {
  const program = join(home.root, 'writer.mjs');
  const entry = fileURLToPath(new URL('writer.ts', import.meta.url));
  const banner = {
    js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
  };
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: program,
    banner,
  });
  const atOnce = 4;
  recordSessions(home, atOnce);
  const ids = readdirSync(join(home.agentsHome, 'jobs'));
  const count = { killed: 0, said: 0, wrong: 0 };
  const last = ids.map(() => 0);
  await Promise.all(
    ids.map(async (id, index) => {
      for (let round = index; round < rounds; round += atOnce) {
        const said = await killOneWriter(home, program, { id, from: last[index] ?? 0 });
        count.killed += 1;
        count.said += said.length;
        const seen = check(home, id, said);
        count.wrong += seen.wrong;
        last[index] = seen.last;
      }
    }),
  );
  return count;
}

async function killOneWriter(home: ScratchHome, program: string, { id, from }: { id: string; from: number }) {
  const child = spawn(process.execPath, [program, id, String(from)], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', chunk => {
    text += String(chunk);
  });
  await new Promise(resolve => child.stdout.once('data', resolve));
  await wait(Math.random() * 30);
  await killed(child);
  return text.split('\n').slice(0, -1);
}

function killed(child: ChildProcess): Promise<unknown> {
  const gone = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGKILL');
  return gone;
}

/** Every record that was said to be written must be whole and not older than that. */
function check(home: ScratchHome, id: string, said: readonly string[]) {
  const paths = statePaths(home.env);
  const latest = (kind: string) =>
    Math.max(0, ...said.filter(line => line.startsWith(`${kind} `)).map(line => Number(line.split(' ')[1])));
  const session = readSession(paths, id);
  if (isBadJob(session)) return { wrong: said.length, last: latest('userState') };
  let wrong = 0;
  const order = session.userState.order ?? 0;
  if (order < latest('userState')) wrong += 1;
  if (session.status.questionNumber < latest('state')) wrong += 1;
  const directory = join(paths.jobs, id);
  wrong += readdirSync(directory).filter(name => name.includes('.bad-')).length;
  const events = readdirSync(join(directory, 'inbox')).filter(name => !name.startsWith('.'));
  const numbers = new Set(events.map(name => numberIn(join(directory, 'inbox', name))));
  const saidEvents = said.filter(line => line.startsWith('event ')).map(line => Number(line.split(' ')[1]));
  wrong += saidEvents.filter(number => !numbers.has(number)).length;
  const jobs = said.filter(line => line.startsWith('job ')).map(line => line.split(' ')[1] ?? '');
  wrong += jobs.filter(job => isBadJob(readSession(paths, job))).length;
  return { wrong, last: Math.max(order, session.status.questionNumber, latest('event')) };
}

function numberIn(path: string): number {
  const event = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly number?: number;
    readonly data?: { readonly number?: number };
  };
  return event.number ?? event.data?.number ?? Number.NaN;
}

async function killSupervisors(home: ScratchHome, rounds: number) {
  const before = { ...process.env };
  Object.assign(process.env, home.env);
  const count = { killed: 0, events: 0, lost: 0, torn: 0 };
  try {
    const world = openWorld(process.env);
    const ids = [0, 1, 2, 3].map(number => startAgent(home, number));
    for (const id of ids)
      await waitUntil(
        () => requireSession(world, id).status.state === 'completed',
        () => `${id} is not ready`,
        limit,
      );
    for (let round = 0; round < rounds; round += 1) {
      const id = ids[round % ids.length] ?? '';
      const text = `the words of round ${round}`;
      hookEvent(home, id, text);
      count.events += 1;
      await wait(Math.random() * 120);
      await killSupervisor(home);
      count.killed += 1;
      execFileSync('agents', ['daemon', 'start'], { env: home.env });
      if (!(await isKnown(world, id, text))) count.lost += 1;
      count.torn += torn(world, ids);
    }
    return count;
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Until it has ended: a busy machine takes its time, and who is still there is not started again. */
async function killSupervisor(home: ScratchHome): Promise<void> {
  const pid = await supervisorPid(home);
  process.kill(pid, 'SIGKILL');
  await waitUntil(
    () => processStart(pid) === undefined,
    () => `Supervisor ${pid} would not die.`,
    limit,
  );
}

function startAgent(home: ScratchHome, number: number): string {
  const words = ['run', 'say hello scn-hello', '--name', `killed ${number}`];
  const printed = execFileSync('agents', words, { env: home.env, cwd: home.project, encoding: 'utf8' });
  return /[0-9a-f]{8}/.exec(printed)?.[0] ?? '';
}

/** As Claude Code ends a turn. */
function hookEvent(home: ScratchHome, id: string, text: string): void {
  const env = { ...home.env, AGENTS_JOB_DIR: join(home.agentsHome, 'jobs', id) };
  const input = JSON.stringify({ hook_event_name: 'Stop', last_assistant_message: text });
  execFileSync('/bin/sh', [join(home.agentsHome, 'daemon', 'hook.sh'), 'Stop'], { env, input });
}

async function isKnown(world: World, id: string, text: string): Promise<boolean> {
  const knows = () => requireSession(world, id).status.memory.lastEvent?.text?.includes(text) ?? false;
  return waitUntil(knows, () => '', { limitMs: 8000 }).then(
    () => true,
    () => false,
  );
}

function torn(world: World, ids: readonly string[]): number {
  const names = ids.flatMap(id => readdirSync(join(world.paths.jobs, id)));
  const isRosterWhole = isJson(world.paths.roster);
  return names.filter(name => name.includes('.bad-')).length + (isRosterWhole ? 0 : 1);
}

function isJson(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

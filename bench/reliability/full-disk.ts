import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import type { Row } from './report.ts';

/** A state directory on a disk of 64 KB, a read-only one, and one of another user. Needs the right to mount. */
export async function fullDisk(): Promise<readonly Row[]> {
  const home = makeScratchHome();
  const disk = join(home.root, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'tmpfs', disk]);
  try {
    const env = { ...home.env, AGENTS_HOME: join(disk, 'agents') };
    return [...fillUp(home, env, disk), ...(await readOnly(home, env, disk)), ...foreign(home)];
  } finally {
    spawnSync('agents', ['daemon', 'stop'], { env: { ...home.env, AGENTS_HOME: join(disk, 'agents') } });
    await home.cleanup().catch(() => {});
    spawnSync('umount', ['-l', disk]);
    rmSync(home.root, { recursive: true, force: true });
  }
}

type Env = Readonly<Record<string, string>>;

function fillUp(home: ScratchHome, env: Env, disk: string): readonly Row[] {
  const job = (number: number) =>
    agents(home, env, ['run', '--exec', 'sleep 1000', '--name', `job ${number}`]);
  let recorded = 0;
  let refusal = job(0);
  for (; recorded < 50 && refusal.code === 0; refusal = job(recorded)) recorded += 1;
  const listed = listedJobs(home, env);
  const warning = agents(home, env, ['list']).text;
  const isTorn = !allJson(join(disk, 'agents', 'jobs'));
  const removed = agents(home, env, ['rm', 'job 0']);
  const trash = join(disk, 'agents', 'trash');
  for (const name of readdirSync(trash)) rmSync(join(trash, name), { recursive: true });
  const again = job(99);
  return [
    { what: 'jobs recorded on a disk of 64 KB before one is refused', figure: `${recorded}` },
    {
      what: `the refusal: "${sentence(refusal.text)}"`,
      figure: `exit ${refusal.code}`,
      isRight: refusal.code === 1 && /disk is full/.test(refusal.text),
    },
    {
      what: 'jobs that are listed on the full disk, the refused one with what failed',
      figure: `${listed} of ${recorded}`,
      isRight: listed >= recorded,
    },
    {
      what: `agents list: "${sentence(warning)}"`,
      figure: 'told',
      isRight: /^agents: The disk of .* is full/.test(warning),
    },
    { what: 'torn files', figure: isTorn ? 'some' : '0', isRight: !isTorn },
    {
      what: 'a job can be removed, and another started when there is room again',
      figure: `exit ${removed.code}, ${again.code}`,
      isRight: removed.code === 0 && again.code === 0,
    },
  ];
}

async function readOnly(home: ScratchHome, env: Env, disk: string): Promise<readonly Row[]> {
  agents(home, env, ['daemon', 'stop']);
  spawnSync('tmux', ['-L', home.tmuxSocket, 'kill-server']);
  // A disk on which someone still has a file open to write cannot be made read-only.
  const isReadOnly = () => spawnSync('mount', ['-o', 'remount,ro', disk]).status === 0;
  await waitUntil(isReadOnly, () => `${disk} stays busy.`);
  const list = agents(home, env, ['list']);
  const run = agents(home, env, ['run', '--exec', 'true']);
  execFileSync('mount', ['-o', 'remount,rw', disk]);
  return [list, run].map(({ code, text }, index) => ({
    what: `read-only state directory, agents ${index === 0 ? 'list' : 'run'}: "${sentence(text)}"`,
    figure: `exit ${code}`,
    isRight: code === 1 && /read-only/i.test(text) && !/\n\s+at /.test(text),
  }));
}

function foreign(home: ScratchHome): readonly Row[] {
  const theirs = join(home.root, 'theirs');
  mkdirSync(theirs);
  chownSync(theirs, 65534, 65534);
  const { code, text } = agents(home, { ...home.env, AGENTS_HOME: theirs }, ['list']);
  return [
    {
      what: `state directory of another user: "${sentence(text)}"`,
      figure: `exit ${code}`,
      isRight: code === 1 && /another user/.test(text),
    },
  ];
}

function agents(home: ScratchHome, env: Env, words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('agents', words, {
    env,
    cwd: home.project,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: status ?? -1, text: `${stderr}${stdout}` };
}

function listedJobs(home: ScratchHome, env: Env): number {
  const { text } = agents(home, env, ['list', '--json']);
  try {
    return (JSON.parse(text.slice(text.indexOf('['))) as readonly unknown[]).length;
  } catch {
    return -1;
  }
}

function allJson(jobs: string): boolean {
  const files = readdirSync(jobs).flatMap(id =>
    readdirSync(join(jobs, id))
      .filter(name => name.endsWith('.json'))
      .map(name => join(jobs, id, name)),
  );
  return files.every(file => {
    try {
      JSON.parse(readFileSync(file, 'utf8'));
      return true;
    } catch {
      return false;
    }
  });
}

/** Without the paths of the scratch home. */
function sentence(text: string): string {
  return (text.split('\n')[0] ?? '')
    .replace(/\/\S*\/(disk|theirs)/g, '…/$1')
    .replaceAll('|', '\\|')
    .slice(0, 160);
}

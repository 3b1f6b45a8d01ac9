import { readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import { shortSpan } from '../../core/text/age.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { version } from '../../system/programs/version.ts';
import { readLock } from '../../system/store/daemon/supervisor-lock.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import type { World } from '../context/world.ts';
import { whyOff } from '../dispatch/kill-switch.ts';
import { isSupervisorHung } from '../dispatch/supervisor-start.ts';

const megabyte = 1024 * 1024;

/** Numbers of statfs(2): over a network neither locks nor watches can be relied on. */
const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
]);

/** Rights and owner were checked when the world was opened. */
export function checkState({ paths }: World): readonly Finding[] {
  const place = safeText(paths.home);
  try {
    const { type, bavail, bsize } = statfsSync(paths.home);
    const free = (bavail * bsize) / megabyte;
    const network = networks.get(type);
    const says = `${place} · ${free >= 1024 ? `${Math.floor(free / 1024)} GB` : `${Math.floor(free)} MB`} free`;
    const space =
      free < 50
        ? [
            problem('state', {
              code: 'disk-full',
              says: `${says}: nothing can be recorded soon`,
              advice: 'Make room on that disk.',
            }),
          ]
        : [];
    const remote = network
      ? [
          note('state', {
            code: 'remote-disk',
            says: `${place} is on ${network}`,
            advice: 'Set AGENTS_HOME to a directory on a disk of this machine.',
          }),
        ]
      : [];
    return space.length + remote.length > 0 ? [...space, ...remote] : [ok('state', says)];
  } catch (error) {
    const says = `${place}: ${reasonOf(error)}`;
    return [problem('state', { code: 'bad-home', says, advice: 'Set AGENTS_HOME to another directory.' })];
  }
}

export function checkJobs({ paths }: World): readonly Finding[] {
  const { sessions, bad } = sessionCache(paths).read();
  const damaged = bad.map(job =>
    problem('record', {
      code: 'unreadable-record',
      says: safeText(job.problem),
      advice: `Move it away: mv ${join(paths.jobs, job.id)} ${paths.trash}/`,
    }),
  );
  const aside = sessions.filter(({ id }) =>
    namesIn(join(paths.jobs, id)).some(name => /\.bad-\d+$/.test(name)),
  );
  const kept = aside.map(({ id }) =>
    note('record', {
      code: 'set-aside',
      says: `a damaged file of ${id} was set aside`,
      advice: `Look at ${join(paths.jobs, id)}/*.bad-*, then remove it.`,
    }),
  );
  const trash = namesIn(paths.trash).length;
  return [ok('sessions', `${sessions.length} on record, ${trash} in the trash`), ...damaged, ...kept];
}

export async function checkSupervisor(world: World): Promise<readonly Finding[]> {
  const lock = readLock(world.paths);
  if (!lock?.alive)
    return [
      note('supervisor', {
        code: 'no-supervisor',
        says: 'does not run; it starts by itself with the next session or view',
      }),
    ];
  const { pid, version: own, startedAt } = lock.holder;
  const says = `pid ${pid}, version ${own}, for ${shortSpan(world.now() - startedAt)}`;
  const advice = 'agents daemon stop && agents daemon start; sessions go on.';
  if (await isSupervisorHung(world)) {
    const hangs = `${says}, hangs: no state is looked at`;
    return [problem('supervisor', { code: 'hung-supervisor', says: hangs, advice })];
  }
  if (own === version) return [ok('supervisor', says)];
  return [note('supervisor', { code: 'other-supervisor', says: `${says}, and this is ${version}`, advice })];
}

export function checkSettings(world: World): readonly Finding[] {
  const off = whyOff(world);
  const isOff =
    off === undefined
      ? []
      : [
          note('settings', {
            code: 'switched-off',
            says: safeText(off),
            advice: 'agents settings shows what counts.',
          }),
        ];
  if (world.problems.length === 0)
    return [...isOff, ok('settings', `${safeText(world.paths.settings)} has no mistakes`)];
  const mistakes = world.problems.map(each =>
    problem('settings', {
      code: 'bad-settings',
      says: safeText(each),
      advice: 'Mend that line; agents settings shows what counts.',
    }),
  );
  return [...isOff, ...mistakes];
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Finding, note, ok } from '../../core/doctor/finding.ts';
import { pressureOf } from '../../core/queue/pressure.ts';
import { readPressure } from '../../system/machine/pressure.ts';
import { readProc } from '../../system/processes/proc.ts';
import { run } from '../../system/run/run.ts';
import type { World } from '../context/world.ts';

export function checkLocale({ env }: World): readonly Finding[] {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  if (/utf-?8/i.test(locale)) return [ok('locale', locale)];
  const says = `${locale ? `"${locale}"` : 'none is set, which'} is not UTF-8: the view is drawn in ASCII`;
  return [note('locale', { code: 'locale', says, advice: 'export LANG=C.UTF-8' })];
}

export function checkMemory({ env, settings }: World): readonly Finding[] {
  const readings = readPressure(env['AGENTS_PRESSURE_ROOT']);
  const pressure = pressureOf(readings, settings)?.words;
  const free =
    readings.memoryFree === undefined ? 'not known here' : `${Math.floor(readings.memoryFree)} % free`;
  if (pressure === undefined) return [ok('memory', free)];
  return [
    note('memory', {
      code: 'low-memory',
      says: `${pressure}: new sessions are queued`,
      advice: 'Stop sessions, or start one with: agents run --now',
    }),
  ];
}

/** Under systemd: whether sessions outlive the login, and one child that runs out of memory. */
export async function checkSystemd(world: World): Promise<readonly Finding[]> {
  const runtime = world.env['XDG_RUNTIME_DIR'];
  if (!runtime || !existsSync(join(runtime, 'systemd', 'private'))) return [];
  return [...(await checkLinger()), ...(await checkScope(world))];
}

async function checkLinger(): Promise<readonly Finding[]> {
  const user = userInfo().username;
  try {
    const { stdout } = await run('loginctl', ['show-user', user, '--property=Linger'], { timeoutMs: 1500 });
    if (stdout.includes('Linger=yes')) return [ok('linger', 'sessions outlive your last login')];
    return [
      note('linger', {
        code: 'linger',
        says: 'is off: sessions may end with your last login',
        advice: `loginctl enable-linger ${user}`,
      }),
    ];
  } catch {
    return [];
  }
}

/** systemd-run --scope gives the server a unit of its own (tmux/server.ts); one that was started otherwise has none. */
async function checkScope({ backend }: World): Promise<readonly Finding[]> {
  const { server } = await backend.list('own');
  if (!server) return [];
  if (!/\/session-[^/]*\.scope/.test(readProc(server.pid, 'cgroup')))
    return [ok('scope', 'tmux is apart from the login')];
  const advice = 'When no session works: tmux -L agents kill-server, then start one from agents.';
  const says = 'tmux belongs to a login session and ends with it';
  return [note('scope', { code: 'scope', says, advice })];
}

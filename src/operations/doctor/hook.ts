import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, ok, problem } from '../../core/doctor/finding.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { readText } from '../../system/files/read-file.ts';
import { run } from '../../system/run/run.ts';
import type { World } from '../context/world.ts';

/** A real round trip: the hook script drops an event into the inbox of a job directory that is there for it alone. */
export async function checkHook(world: World): Promise<readonly Finding[]> {
  const { paths } = world;
  const directory = mkdtempSync(join(paths.home, 'doctor-'));
  try {
    mkdirSync(join(directory, 'inbox'));
    const input = JSON.stringify({ from: 'doctor', token: directory });
    const wokenBefore = wokenAt(paths.wake);
    const begin = performance.now();
    await run('/bin/sh', [paths.hook, 'Doctor'], {
      environment: { AGENTS_JOB_DIR: directory, AGENTS_HOME: paths.home },
      input,
      timeoutMs: 2000,
    });
    const tookMs = performance.now() - begin;
    const [file] = readdirSync(join(directory, 'inbox')).filter(name => /^[^.].*\.Doctor\.json$/.test(name));
    const text = file === undefined ? undefined : readText(join(directory, 'inbox', file));
    if (text !== input) return [lost(paths.hook, 'the event did not arrive')];
    if (wokenAt(paths.wake) === wokenBefore) return [lost(paths.hook, 'the supervisor would not be woken')];
    return [ok('hooks', `an event of an agent arrives (${Math.ceil(tookMs)} ms)`)];
  } catch (error) {
    return [lost(paths.hook, safeText(error instanceof Error ? error.message : String(error)))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function lost(hook: string, why: string): Finding {
  const advice = `States come from the screen alone now. Try: sh ${hook}; is ${hook} readable?`;
  return problem('hooks', { code: 'hooks', says: why, advice });
}

function wokenAt(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
}

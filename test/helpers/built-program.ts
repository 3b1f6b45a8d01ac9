import { spawnSync } from 'node:child_process';
import { sweepHomes } from './sweep-homes.ts';

/**
 * The end-to-end tests drive the built program: see to it that it is the program of these sources.
 * When it cannot be built only they fail (see program.ts); the other tests still tell what they can.
 */
export async function setup(): Promise<void> {
  await sweepHomes();
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    encoding: 'utf8',
  });
  if (status !== 0) process.env['AGENTS_BUILD_PROBLEM'] = stderr;
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepHomes } from './sweep-homes.ts';

/**
 * The end-to-end tests drive the built program: see to it that it is the program of these sources.
 * When it cannot be built only they fail (see program.ts); the other tests still tell what they can.
 */
export async function setup(): Promise<() => void> {
  // Tests that call git below the program must leave nothing in the developer's own state directory.
  const state = mkdtempSync(join(tmpdir(), 'agents-state-'));
  process.env['XDG_STATE_HOME'] = state;
  await sweepHomes();
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    encoding: 'utf8',
  });
  if (status !== 0) process.env['AGENTS_BUILD_PROBLEM'] = stderr;
  return () => rmSync(state, { recursive: true, force: true });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveToMemoryDisk } from './memory-disk.ts';

/** Tests that call git below the program must leave nothing in the developer's own state directory. */
export function setup(): () => void {
  const leaveMemoryDisk = moveToMemoryDisk();
  const state = mkdtempSync(join(tmpdir(), 'agents-state-'));
  process.env['XDG_STATE_HOME'] = state;
  return () => {
    rmSync(state, { recursive: true, force: true });
    leaveMemoryDisk();
  };
}

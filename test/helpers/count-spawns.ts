import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many times `tmux` is started while this runs. */
export async function countSpawns(run: () => Promise<unknown>): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'agents-test-count-'));
  const path = process.env['PATH'];
  const real = execFileSync('sh', ['-c', 'command -v tmux'], { encoding: 'utf8' }).trim();
  const log = join(directory, 'log');
  writeFileSync(log, '');
  writeFileSync(join(directory, 'tmux'), `#!/bin/sh\necho x >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(directory, 'tmux'), 0o700);
  process.env['PATH'] = `${directory}:${path}`;
  try {
    await run();
    return readFileSync(log, 'utf8').length / 2;
  } finally {
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true, force: true });
  }
}

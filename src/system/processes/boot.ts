import { readFileSync } from 'node:fs';
import { runAtOnce } from './run-at-once.ts';

let known: string | undefined;

/**
 * Identity of this boot of the machine; constant while it is up, read once per process. AGENTS_BOOT_ID stands in for
 * it in tests: no test can start its machine again.
 */
export function bootId(): string {
  known ??= process.env['AGENTS_BOOT_ID'] ?? readBootId();
  return known;
}

function readBootId(): string {
  if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return runAtOnce('sysctl', ['-n', 'kern.bootsessionuuid']).trim();
}

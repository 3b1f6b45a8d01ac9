import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScratchHome } from './scratch-home.ts';
import { waitUntil } from './wait.ts';

/** Every process of this machine that fits; Linux only. */
export function pidsWhere(test: (pid: number) => boolean): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(test);
}

/** A file of `/proc/<pid>`; empty when the process is gone. */
export function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** kill -9, and waits for the end. */
export async function kill(pid: number): Promise<void> {
  if (!(pid > 1)) throw new Error(`${pid} is no process to kill.`);
  process.kill(pid, 'SIGKILL');
  await waitUntil(
    () => !isAlive(pid),
    () => `${pid} outlived kill -9.`,
  );
}

/** A zombie is dead. */
export function isAlive(pid: number): boolean {
  const stat = procFile(pid, 'stat');
  return stat !== '' && !/\) Z/.test(stat);
}

/** The processes of the scripted agent in a session; its title takes the place of its command line. */
export function agentsOf(id: string): readonly number[] {
  return pidsWhere(
    pid =>
      procFile(pid, 'environ').includes(`AGENTS_JOB_ID=${id}\0`) &&
      /^claude\0|scripted-agent\.js/.test(procFile(pid, 'cmdline')),
  );
}

/** Holds the supervisor still until the returned function is called: what happens meanwhile it sees in one look. */
export function holdSupervisor({ agentsHome }: ScratchHome): () => void {
  const { pid } = JSON.parse(readFileSync(join(agentsHome, 'daemon/lock'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}

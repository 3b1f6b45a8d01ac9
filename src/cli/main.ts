import { adopt } from './adopt.ts';
import { attach } from './attach.ts';
import { daemon } from './daemon.ts';
import { explain } from './explain.ts';
import { list } from './list.ts';
import { respawn } from './respawn.ts';
import { run } from './run.ts';
import { send } from './send.ts';
import type { Runner } from './verb.ts';
import type { VerbName } from './verbs.ts';

/** For the light verbs: what needs the rules of the agents. */
export { dismissAdopted, stopAdopted } from '../runtime/adopted.ts';
export { outputOf } from '../runtime/agent-output.ts';

/** Verbs that need the rules of the agents: one file of `dist/`. The rest is in `light.ts`. */
const runners: Readonly<Partial<Record<VerbName, Runner>>> = {
  run,
  list,
  attach,
  send,
  respawn,
  adopt,
  explain,
  daemon,
  doctor: async words => (await import('./doctor.ts')).doctor(words),
  demo: async () => (await import('./full.ts')).demo(),
};

export async function main(name: VerbName, words: readonly string[]): Promise<number> {
  const runner = runners[name];
  if (!runner) throw new Error(`agents ${name} is not there in this build.`);
  return runner(words);
}

import { openWorld } from '../../operations/context/world.ts';
import { runSupervisor } from '../../supervisor/loop/main.ts';
import { mainOf } from '../main.ts';

/** `agents daemon run`, which the program starts itself with. */
export const main = mainOf(async (words, { env }) => {
  await runSupervisor(openWorld(env), { takesOver: words.includes('--takeover') });
  return 0;
});

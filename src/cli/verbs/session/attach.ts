import { parseArgs } from 'node:util';
import { UserError } from '../../../core/errors/user-error.ts';
import { openWorld } from '../../../operations/context/world.ts';
import { localPerformer } from '../../../operations/perform.ts';
import { runWhileWeLive } from '../../../system/run/run-in-terminal.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireOne, shellPort } from '../../words.ts';

/** `agents attach <id|name>`: the session in this terminal, until Ctrl+Z or ← on its empty prompt. */
export async function attach(words: readonly string[], shell: Shell): Promise<number> {
  const { options, usage } = verbTable.attach;
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openWorld(shell.env, shell);
  const session = requireOne({ shell, world }, positionals, usage);
  if (!shell.input.isTTY || !shell.output.isTTY) {
    throw new UserError('needs-terminal', 'Attaching needs a terminal.', {
      advice: `For scripts there is: agents logs ${session.id}`,
    });
  }
  const port = shellPort(shell, runWhileWeLive);
  await localPerformer(world).perform({ type: 'attach', id: session.id }, port);
  return port.failed() ? 1 : 0;
}

import { parseArgs } from 'node:util';
import { UserError } from '../../../core/errors/user-error.ts';
import { displayName } from '../../../core/session/display-name.ts';
import { listEntry } from '../../../core/session/list-entry.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openWorld } from '../../../operations/context/world.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { explainPane } from '../../../operations/screen/explain-pane.ts';
import { recordSource } from '../../../operations/source/record-source.ts';
import { nudge } from '../../../system/watch/watch.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

const { usage, options } = verbTable.adopt;
const limitMs = 5000;
const pollMs = 50;

/** `agents adopt <tmux target>`: prints the id of the session in that pane, which is listed by itself, or why not. */
export async function adopt(words: readonly string[], shell: Shell): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [target, extra] = positionals;
  if (target === undefined || extra !== undefined) throw new UsageError('Which pane?', usage);
  const world = openWorld(shell.env, shell);
  const wasRunning = ensureSupervisor(world);
  const found = await explainPane(world, target);
  if ('why' in found) throw new UserError('not-adopted', found.why);
  if (wasRunning) nudge(world.paths, 'wake');
  const source = recordSource(world.paths);
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; ) {
    const session = source.read().sessions.find(({ id }) => id === found.id);
    if (session?.status.place) {
      const line = `${found.id} · ${safeText(displayName(session))}`;
      shell.output.write(`${values.json ? safeJson(listEntry(session), 2) : line}\n`);
      return 0;
    }
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
  throw new UserError('not-adopted', `The supervisor did not take pane ${target} up within 5 s.`, {
    advice: '"agents daemon status" may say why.',
  });
}

import { parseArgs } from 'node:util';
import { listEntry } from '../core/sessions/list-entry.ts';
import { safeJson } from '../core/text/safe-output.ts';
import { safeText } from '../core/text/safe-text.ts';
import { displayName } from '../core/view/view-state.ts';
import { explainPane } from '../runtime/explain-pane.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import { openWorld } from '../runtime/world.ts';
import { nudge } from '../system/files/watch.ts';
import { sessionCache } from '../system/records/session-cache.ts';
import { writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { verbTable } from './verbs.ts';

const { usage, options } = verbTable.adopt;
const limitMs = 5000;
const pollMs = 50;

/** `agents adopt <tmux target>`: prints the id of the session in that pane, which is listed by itself, or why not. */
export async function adopt(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [target, extra] = positionals;
  if (target === undefined || extra !== undefined) throw new UsageError(`Which pane? ${usage}`);
  const world = openWorld(process.env);
  const wasRunning = ensureSupervisor(world);
  const found = await explainPane(world, target);
  if ('why' in found) throw new Error(found.why);
  if (wasRunning) nudge(world.paths, 'wake');
  const cache = sessionCache(world.paths);
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; ) {
    const session = cache.read().sessions.find(({ id }) => id === found.id);
    if (session?.conclusion.tmux) {
      const line = `${found.id} · ${safeText(displayName(session))}`;
      writeOutput(`${values.json ? safeJson(listEntry(session), 2) : line}\n`);
      return 0;
    }
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
  throw new Error(
    `The supervisor did not take pane ${target} up within 5 s. "agents daemon status" may say why.`,
  );
}

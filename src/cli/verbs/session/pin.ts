import { parseArgs } from 'node:util';
import { displayName } from '../../../core/session/display-name.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openRecordsWorld } from '../../../operations/context/records-world.ts';
import { writeUserState } from '../../../system/store/job/user-state.ts';
import { nudge } from '../../../system/watch/watch.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireSome, toEach } from '../../words.ts';

/** `agents pin <id|name>… [--off]`: keeps rows at the top, and ended ones from being tidied away. */
export async function pin(words: readonly string[], shell: Shell): Promise<number> {
  const { options, usage } = verbTable.pin;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openRecordsWorld(shell.env, shell);
  const sessions = requireSome({ shell, world }, positionals, usage);
  const pinned = values.off !== true;
  const code = await toEach(shell, sessions, {
    json: values.json,
    act: async ({ id }) => {
      writeUserState(world.paths, id, { pinned });
      return { pinned };
    },
    line: session => `${pinned ? 'pinned' : 'unpinned'} · ${session.id} · ${safeText(displayName(session))}`,
  });
  nudge(world.paths, 'changed');
  return code;
}

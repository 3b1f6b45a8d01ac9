import { parseArgs } from 'node:util';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openPlainWorld, type World } from '../../../operations/context/plain-world.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireSome, toEach } from '../../words.ts';

export interface Ending {
  /** Resolves to what went with it. */
  readonly does: (world: World, id: string) => Promise<{ readonly lost?: string }>;
  /** For one whose record cannot be read. */
  readonly unreadable: (world: World, id: string) => Promise<void>;
  readonly done: string;
}

/** What `agents stop` and `agents rm` share: the sessions that the words name, one after the other. */
export async function endEach(
  verb: 'stop' | 'rm',
  { words, shell }: { readonly words: readonly string[]; readonly shell: Shell },
  { does, unreadable, done }: Ending,
): Promise<number> {
  const { options, usage } = verbTable[verb];
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openPlainWorld(shell.env, shell);
  const sessions = requireSome({ shell, world }, positionals, usage);
  world.backend.giveUpOnce();
  const lost = new Map<string, string>();
  return toEach(shell, sessions, {
    json: values.json,
    act: async (session: Session) => {
      const outcome = await does(world, session.id);
      if (outcome.lost) lost.set(session.id, outcome.lost);
      return { [done]: true, ...outcome };
    },
    unreadable: async id => {
      await unreadable(world, id);
      return { line: `${done} · ${id}`, json: { [done]: true } };
    },
    line: session => {
      const words = lost.get(session.id);
      const more = words ? ` · ${words} in the trash for 14 days: agents restore ${session.id}` : '';
      return `${done} · ${session.id} · ${safeText(displayName(session))}${more}`;
    },
  });
}

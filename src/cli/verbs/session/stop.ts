import { parseArgs } from 'node:util';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openPlainWorld, type World } from '../../../operations/context/plain-world.ts';
import { removeSession, stopSession } from '../../../operations/lifecycle/end-session.ts';
import { removeUnreadable, stopUnreadable } from '../../../operations/lifecycle/end-unreadable.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { requireSome, toEach } from '../../words.ts';

/** `agents stop <id|name>…`: ends the processes and keeps the rows. */
export async function stop(words: readonly string[], shell: Shell): Promise<number> {
  const does = async (world: World, id: string) => {
    const unrecorded = await stopSession(world, id);
    if (unrecorded !== undefined) shell.writeError(`agents: ${safeText(unrecorded)}\n`);
    return {};
  };
  return act('stop', { words, shell }, { does, unreadable: stopUnreadable, done: 'stopped' });
}

/**
 * `agents rm <id|name>…`: ends the processes and takes the rows away; the records go to the trash, and worktrees with
 * them unless something in them is not committed.
 */
export async function remove(words: readonly string[], shell: Shell): Promise<number> {
  const does = async (world: World, id: string) => {
    const { kept, words: lost } = await removeSession(world, id, { keepsDirty: true });
    if (kept !== undefined) shell.writeError(`agents: ${safeText(kept)}\n`);
    return lost ? { lost } : {};
  };
  return act('rm', { words, shell }, { does, unreadable: removeUnreadable, done: 'removed' });
}

interface Act {
  /** Resolves to what went with it. */
  readonly does: (world: World, id: string) => Promise<{ readonly lost?: string }>;
  /** For one whose record cannot be read. */
  readonly unreadable: (world: World, id: string) => Promise<void>;
  readonly done: string;
}

async function act(
  verb: 'stop' | 'rm',
  { words, shell }: { readonly words: readonly string[]; readonly shell: Shell },
  { does, unreadable, done }: Act,
): Promise<number> {
  const { options, usage } = verbTable[verb];
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const world = openPlainWorld(shell.env, shell);
  const sessions = requireSome({ shell, world }, positionals, usage);
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

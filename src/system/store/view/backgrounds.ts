import type { Ground } from '../../../core/text/background.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { isRecord } from '../../files/shape.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

/** What this kind of terminal answered the last time it was asked for its background; never throws. */
export function rememberedGround(paths: Paths, env: NodeJS.ProcessEnv): Ground | undefined {
  const grounds = groundsIn(paths);
  return groundIn(grounds, terminalName(env)) ?? (env['TMUX'] ? groundIn(grounds, anyTerminal) : undefined);
}

/**
 * Kept for the first frame of the next view, which is drawn before any answer can be there. Never throws: a full disk
 * costs only that.
 */
export function rememberGround(paths: Paths, env: NodeJS.ProcessEnv, ground: Ground): void {
  const grounds = groundsIn(paths);
  const name = terminalName(env);
  if (grounds[name] === ground && grounds[anyTerminal] === ground) return;
  const terminals = { ...grounds, [name]: ground, [anyTerminal]: ground };
  try {
    writeFileAtomic(paths.terminals, `${JSON.stringify({ version: 1, terminals }, null, 1)}\n`);
  } catch {
    // The next view asks again.
  }
}

/** Older versions of tmux do not answer: there the terminal that was asked last is as good a guess as any. */
const anyTerminal = 'last';

function groundsIn(paths: Paths): Readonly<Record<string, unknown>> {
  const read = readJson(paths.terminals, isRecord);
  const terminals = read.ok ? read.value['terminals'] : undefined;
  return isRecord(terminals) ? terminals : {};
}

function groundIn(grounds: Readonly<Record<string, unknown>>, name: string): Ground | undefined {
  const found = Object.hasOwn(grounds, name) ? grounds[name] : undefined;
  return found === 'dark' || found === 'light' ? found : undefined;
}

function terminalName(env: NodeJS.ProcessEnv): string {
  return [env['TERM_PROGRAM'] ?? '', env['TERM'] ?? ''].join(' ').trim().slice(0, 80);
}

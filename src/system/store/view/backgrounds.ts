import { isRecord } from '../../../core/schema.ts';
import type { Background } from '../../../core/text/background.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

/** What this kind of terminal answered the last time it was asked for its background; never throws. */
export function rememberedBackground(paths: Paths, env: NodeJS.ProcessEnv): Background | undefined {
  const backgrounds = backgroundsIn(paths);
  return (
    backgroundIn(backgrounds, terminalName(env)) ??
    (env['TMUX'] ? backgroundIn(backgrounds, anyTerminal) : undefined)
  );
}

/**
 * Kept for the first frame of the next view, which is drawn before any answer can be there. Never throws: a full disk
 * costs only that.
 */
export function rememberBackground(paths: Paths, env: NodeJS.ProcessEnv, background: Background): void {
  const backgrounds = backgroundsIn(paths);
  const name = terminalName(env);
  if (backgrounds[name] === background && backgrounds[anyTerminal] === background) return;
  const terminals = { ...backgrounds, [name]: background, [anyTerminal]: background };
  try {
    writeFileAtomic(paths.terminals, `${JSON.stringify({ version: 1, terminals }, null, 1)}\n`);
  } catch {
    // The next view asks again.
  }
}

/** Older versions of tmux do not answer: there the terminal that was asked last is as good a guess as any. */
const anyTerminal = 'last';

function backgroundsIn(paths: Paths): Readonly<Record<string, unknown>> {
  const read = readJson(paths.terminals, isRecord);
  const terminals = read.ok ? read.value['terminals'] : undefined;
  return isRecord(terminals) ? terminals : {};
}

function backgroundIn(backgrounds: Readonly<Record<string, unknown>>, name: string): Background | undefined {
  const found = Object.hasOwn(backgrounds, name) ? backgrounds[name] : undefined;
  return found === 'dark' || found === 'light' ? found : undefined;
}

function terminalName(env: NodeJS.ProcessEnv): string {
  return [env['TERM_PROGRAM'] ?? '', env['TERM'] ?? ''].join(' ').trim().slice(0, 80);
}

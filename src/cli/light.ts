import { nearest } from '../core/text/nearest.ts';
import { safeText } from '../core/text/safe-text.ts';
import { version } from '../system/version.ts';
import { accept } from './accept.ts';
import { completion } from './completion.ts';
import { diff } from './diff.ts';
import { helpText, verbHelp } from './help.ts';
import { logs } from './logs.ts';
import { path } from './path.ts';
import { pin, rename } from './rename.ts';
import { restore } from './restore.ts';
import { settings } from './settings.ts';
import { remove, stop } from './stop.ts';
import { UsageError } from './usage-error.ts';
import type { Runner } from './verb.ts';
import { aliases, type Verb, type VerbName, verbs } from './verbs.ts';
import { watch } from './watch.ts';

/** For the entry, which has no list of the words. */
export { wrongWord } from './wrong-word.ts';

/** Verbs that need neither the rules of the agents nor the view: all of this is one small file of `dist/`. */
const lightVerbs: Readonly<Partial<Record<VerbName, Runner>>> = {
  watch,
  logs,
  stop,
  rm: remove,
  restore,
  diff,
  rename,
  pin,
  path,
  completion,
  settings,
  accept,
};

/** What the words of the shell ask for, except the view. Resolves to the exit code. */
export async function light(words: readonly string[]): Promise<number> {
  const [first = '', ...rest] = words;
  if (first === 'help' && rest[0]) return light([rest[0], '--help']);
  if (first === '--help' || first === '-h' || first === 'help') return print(helpText());
  if (first === '--version' || first === '-v') return print(version);
  const verb = verbNamed(first);
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) return print(verbHelp(verb));
  const run = lightVerbs[verb.name];
  return run ? run(rest) : (await import('./main.ts')).main(verb.name, rest);
}

function verbNamed(word: string): Verb {
  const name = aliases[word] ?? word;
  const verb = verbs.find(candidate => candidate.name === name);
  if (verb) return verb;
  const meant = nearest(
    word,
    verbs.map(candidate => candidate.name),
  );
  const hint = meant ? ` Did you mean "agents ${meant}"?` : '';
  throw new UsageError(
    `There is no verb "${safeText(word)}".${hint} "agents --help" lists them all; a task is started with agents run "<task>".`,
  );
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

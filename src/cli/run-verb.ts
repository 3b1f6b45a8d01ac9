import { nearest } from '../core/text/nearest.ts';
import { safeText } from '../core/text/safe-text.ts';
import { version } from '../system/programs/version.ts';
import { UsageError } from './output/usage-error.ts';
import { aliases } from './part-for.ts';
import type { Runner, Shell } from './verb.ts';
import { type Verb, type VerbName, verbs } from './verbs.ts';

/** What loads each verb, alone: what another one needs would cost it milliseconds. */
export type Runners<V extends VerbName> = Readonly<Record<V, () => Promise<Runner>>>;

/**
 * What the words of the shell ask for, except the view, if it is one of the verbs in `runners`; undefined otherwise.
 * Resolves to the exit code.
 */
export async function runVerb(
  words: readonly string[],
  shell: Shell,
  runners: Partial<Runners<VerbName>>,
): Promise<number | undefined> {
  const [first = '', ...rest] = words;
  if (first === 'help' && rest[0]) return runVerb([rest[0], '--help'], shell, runners);
  if (first === '--help' || first === '-h' || first === 'help')
    return print(shell, (await import('./help.ts')).helpText());
  if (first === '--version' || first === '-v') return print(shell, version);
  const verb = verbNamed(first);
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h'))
    return print(shell, (await import('./help.ts')).verbHelp(verb));
  const load = runners[verb.name];
  return load && (await load())(rest, shell);
}

function verbNamed(word: string): Verb {
  const name = aliases.get(word) ?? word;
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

function print({ output }: Shell, text: string): number {
  output.write(`${text}\n`);
  return 0;
}

import { nearest } from '../core/text/nearest.ts';
import { safeText } from '../core/text/safe-text.ts';
import { version } from '../system/processes/version.ts';
import { writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import type { Runner } from './verb.ts';
import { aliases, type Verb, type VerbName, verbs } from './verbs.ts';

/** Each verb is loaded alone: what another one needs would cost it milliseconds. */
const runners: Readonly<Record<VerbName, () => Promise<Runner>>> = {
  run: async () => (await import('./run.ts')).run,
  list: async () => (await import('./list.ts')).list,
  watch: async () => (await import('./watch.ts')).watch,
  attach: async () => (await import('./attach.ts')).attach,
  logs: async () => (await import('./logs.ts')).logs,
  stop: async () => (await import('./stop.ts')).stop,
  respawn: async () => (await import('./respawn.ts')).respawn,
  rm: async () => (await import('./stop.ts')).remove,
  restore: async () => (await import('./restore.ts')).restore,
  rename: async () => (await import('./rename.ts')).rename,
  pin: async () => (await import('./rename.ts')).pin,
  send: async () => (await import('./send.ts')).send,
  adopt: async () => (await import('./adopt.ts')).adopt,
  explain: async () => (await import('./explain.ts')).explain,
  path: async () => (await import('./path.ts')).path,
  diff: async () => (await import('./diff.ts')).diff,
  accept: async () => (await import('./accept.ts')).accept,
  settings: async () => (await import('./settings.ts')).settings,
  completion: async () => (await import('./completion.ts')).completion,
  daemon: async () => (await import('./daemon.ts')).daemon,
  doctor: async () => (await import('./doctor.ts')).doctor,
  demo: async () => (await import('./demo.ts')).demo,
};

/** What the words of the shell ask for, except the view. Resolves to the exit code. */
export async function runVerb(words: readonly string[]): Promise<number> {
  const [first = '', ...rest] = words;
  if (first === 'help' && rest[0]) return runVerb([rest[0], '--help']);
  if (first === '--help' || first === '-h' || first === 'help')
    return print((await import('./help.ts')).helpText());
  if (first === '--version' || first === '-v') return print(version);
  const verb = verbNamed(first);
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) return print((await import('./help.ts')).verbHelp(verb));
  const run = await runners[verb.name]();
  return run(rest);
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
  writeOutput(`${text}\n`);
  return 0;
}

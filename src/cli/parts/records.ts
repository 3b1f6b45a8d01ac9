import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import type { Runners } from '../run-verb.ts';

/** Verbs that only read and write records; help, and words that are no verb. */
const runners: Runners<VerbOf<'records'>> = {
  restore: async () => (await import('../restore.ts')).restore,
  rename: async () => (await import('../rename.ts')).rename,
  pin: async () => (await import('../rename.ts')).pin,
  path: async () => (await import('../path.ts')).path,
  completion: async () => (await import('../completion.ts')).completion,
  daemon: async () => (await import('../daemon.ts')).daemon,
};

export const main = mainOf(async words => {
  const [first, ...rest] = words;
  const isList = (first === 'list' || first === 'ls') && !rest.includes('--help') && !rest.includes('-h');
  if (isList) return (await import('../quick-list.ts')).quickList(rest);
  return (await import('../run-verb.ts')).runVerb(words, runners);
});

import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that only read and write records; the list, where those are enough; help, and words that are no verb. */
const runners: Runners<VerbOf<'records'> | 'list'> = {
  list: async () => (await import('../quick-list.ts')).quickList,
  restore: async () => (await import('../restore.ts')).restore,
  pin: async () => (await import('../pin.ts')).pin,
  path: async () => (await import('../path.ts')).path,
  completion: async () => (await import('../completion.ts')).completion,
  daemon: async () => (await import('../daemon.ts')).daemon,
};

export const main = mainOf(words => runVerb(words, runners));

import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that only read and write records; the list and the settings, where those are enough; help, and words that are no verb. */
const runners: Runners<VerbOf<'records'> | 'list' | 'settings'> = {
  list: async () => (await import('../verbs/look/quick-list.ts')).quickList,
  restore: async () => (await import('../verbs/session/restore.ts')).restore,
  pin: async () => (await import('../verbs/session/pin.ts')).pin,
  path: async () => (await import('../verbs/look/path.ts')).path,
  completion: async () => (await import('../verbs/setup/completion.ts')).completion,
  settings: async () => (await import('../verbs/setup/quick-settings.ts')).quickSettings,
  daemon: async () => (await import('../verbs/setup/daemon.ts')).daemon,
};

export const main = mainOf((words, shell) => runVerb(words, shell, runners));

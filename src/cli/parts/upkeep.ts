import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that end sessions, or show what they left. */
const runners: Runners<VerbOf<'upkeep'>> = {
  watch: async () => (await import('../verbs/look/watch.ts')).watch,
  logs: async () => (await import('../verbs/look/logs.ts')).logs,
  rename: async () => (await import('../verbs/session/rename.ts')).rename,
  stop: async () => (await import('../verbs/session/stop.ts')).stop,
  rm: async () => (await import('../verbs/session/rm.ts')).rm,
  diff: async () => (await import('../verbs/look/diff.ts')).diff,
  accept: async () => (await import('../verbs/session/accept.ts')).accept,
};

export const main = mainOf((words, shell) => runVerb(words, shell, runners));

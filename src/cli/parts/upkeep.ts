import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that end sessions, or show what they left. */
const runners: Runners<VerbOf<'upkeep'>> = {
  watch: async () => (await import('../watch.ts')).watch,
  logs: async () => (await import('../logs.ts')).logs,
  rename: async () => (await import('../rename.ts')).rename,
  stop: async () => (await import('../stop.ts')).stop,
  rm: async () => (await import('../stop.ts')).remove,
  diff: async () => (await import('../diff.ts')).diff,
  accept: async () => (await import('../accept.ts')).accept,
  settings: async () => (await import('../settings.ts')).settings,
};

export const main = mainOf(words => runVerb(words, runners));

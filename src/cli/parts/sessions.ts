import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that start sessions, or read and answer their screens. */
const runners: Runners<VerbOf<'sessions'>> = {
  run: async () => (await import('../verbs/session/run.ts')).run,
  list: async () => (await import('../verbs/look/list.ts')).list,
  attach: async () => (await import('../verbs/session/attach.ts')).attach,
  respawn: async () => (await import('../verbs/session/respawn.ts')).respawn,
  send: async () => (await import('../verbs/session/send.ts')).send,
  adopt: async () => (await import('../verbs/session/adopt.ts')).adopt,
  explain: async () => (await import('../verbs/look/explain.ts')).explain,
};

export const main = mainOf((words, shell) => runVerb(words, shell, runners));

import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that start sessions, or read and answer their screens. */
const runners: Runners<VerbOf<'sessions'>> = {
  run: async () => (await import('../run.ts')).run,
  list: async () => (await import('../list.ts')).list,
  attach: async () => (await import('../attach.ts')).attach,
  respawn: async () => (await import('../respawn.ts')).respawn,
  send: async () => (await import('../send.ts')).send,
  adopt: async () => (await import('../adopt.ts')).adopt,
  explain: async () => (await import('../explain.ts')).explain,
  doctor: async () => (await import('../doctor.ts')).doctor,
};

export const main = mainOf(words => runVerb(words, runners));

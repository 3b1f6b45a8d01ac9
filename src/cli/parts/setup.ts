import { mainOf } from '../main.ts';
import type { VerbOf } from '../part-for.ts';
import { type Runners, runVerb } from '../run-verb.ts';

/** Verbs that check what a person has set up, with the commands of the view for their keys. */
const runners: Runners<VerbOf<'setup'>> = {
  settings: async () => (await import('../verbs/setup/settings.ts')).settings,
  doctor: async () => (await import('../verbs/setup/doctor.ts')).doctor,
};

export const main = mainOf((words, shell) => runVerb(words, shell, runners));

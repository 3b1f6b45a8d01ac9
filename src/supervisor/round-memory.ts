import type { Journal } from '../core/sessions/journal.ts';
import type { Conclusion, Session } from '../core/sessions/session.ts';
import { type AdoptionMemory, emptyAdoption } from './adopt.ts';
import { emptyStopped, type StoppedMemory } from './find-stopped.ts';
import type { HeldQuestions } from './hold-question.ts';
import type { KeptScreen } from './keep-screen.ts';
import type { PaneLook } from './needs-look.ts';
import type { Taken } from './take-inboxes.ts';
import { type ToldTimes, toldTimes } from './told-times.ts';

/** What the supervisor remembers between rounds; nothing in it is needed after a restart. */
export interface RoundMemory {
  /** How many there were. */
  round: number;
  readonly conclusions: Map<string, Conclusion>;
  /** When each pane was last captured, and at what size. */
  readonly looks: Map<string, PaneLook>;
  /** In which round each inbox was last read, and when. */
  readonly taken: Map<string, Taken>;
  readonly told: ToldTimes;
  /** Where each session's agent keeps its files, from its events. */
  readonly agentHomes: Map<string, string>;
  /** What each session did, as it was last written. */
  readonly journals: Map<string, Journal>;
  /** The screens that were last kept. */
  readonly kept: Map<string, KeptScreen>;
  /** Questions that are not told yet. */
  readonly held: HeldQuestions;
  readonly adoption: AdoptionMemory;
  readonly stopped: StoppedMemory;
  /** Set when the machine was started anew since a supervisor last looked: when this one came; ms. */
  readonly rebootedBefore: number | undefined;
}

export function emptyMemory(rebootedBefore?: number): RoundMemory {
  const adoption = emptyAdoption();
  return {
    round: 0,
    conclusions: new Map(),
    looks: new Map(),
    taken: new Map(),
    told: toldTimes(),
    agentHomes: new Map(),
    journals: new Map(),
    kept: new Map(),
    held: new Map(),
    adoption,
    stopped: emptyStopped(),
    rebootedBefore,
  };
}

/** What is remembered of sessions that are no more. */
export function forgetGone(memory: RoundMemory, sessions: readonly Session[]): void {
  const known = new Set(sessions.map(session => session.id));
  const { conclusions, looks, taken, agentHomes, journals, kept, held } = memory;
  for (const map of [conclusions, looks, taken, agentHomes, journals, kept, held]) {
    for (const id of map.keys()) if (!known.has(id)) map.delete(id);
  }
  memory.told.forget(key => !known.has(key.slice(key.indexOf(' ') + 1)));
}

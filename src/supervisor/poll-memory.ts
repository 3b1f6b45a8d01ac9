import type { Journal } from '../core/journal/journal.ts';
import type { Session, Status } from '../core/session/session.ts';
import { emptyAdoption } from './adopt/adopt.ts';
import type { AdoptionMemory } from './adopt/adoption-memory.ts';
import { emptyStopped, type StoppedMemory } from './adopt/find-stopped.ts';
import type { WaitingMemory } from './loop/find-waiting.ts';
import type { HeldQuestions } from './loop/hold-question.ts';
import type { PaneLook } from './loop/needs-look.ts';
import type { Taken } from './loop/take-events.ts';
import { type ToldTimes, toldTimes } from './loop/told-times.ts';

/** What the supervisor remembers between polls; nothing in it is needed after a restart. */
export interface PollMemory {
  /** How many there were. */
  round: number;
  readonly statuses: Map<string, Status>;
  /** When each pane was last captured, and at what size. */
  readonly looks: Map<string, PaneLook>;
  /** In which poll each inbox was last read, and when. */
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
  readonly waiting: WaitingMemory;
  /** Set when the machine was started again since a supervisor last looked: when this one came; ms. */
  readonly rebootedBefore: number | undefined;
}

export function emptyMemory(rebootedBefore?: number): PollMemory {
  const adoption = emptyAdoption();
  return {
    round: 0,
    statuses: new Map(),
    looks: new Map(),
    taken: new Map(),
    told: toldTimes(),
    agentHomes: new Map(),
    journals: new Map(),
    kept: new Map(),
    held: new Map(),
    adoption,
    stopped: emptyStopped(),
    waiting: new Map(),
    rebootedBefore,
  };
}

/** Forgets sessions that are gone. */
export function forgetGone(memory: PollMemory, sessions: readonly Session[]): void {
  const known = new Set(sessions.map(session => session.id));
  const { statuses, looks, taken, agentHomes, journals, kept, held } = memory;
  for (const map of [statuses, looks, taken, agentHomes, journals, kept, held]) {
    for (const id of map.keys()) if (!known.has(id)) map.delete(id);
  }
  memory.told.forget(key => !known.has(key.slice(key.indexOf(' ') + 1)));
}

/** In which state it was kept, and when by a clock that nobody sets; ms. */
export interface KeptScreen {
  readonly state: string;
  readonly at: number;
}

import type { Session } from '../../core/session/session.ts';
import type { Attempt } from '../attempts.ts';
import type { Observed, PollResult } from '../poll-result.ts';
import type { Task } from './task.ts';

/** The tasks of a list as one. */
export interface TaskRunner {
  /** Why sessions wait, by id. */
  readonly beforeLook: (sessions: readonly Session[]) => ReadonlyMap<string, string>;
  readonly onSight: (sight: Observed) => void;
  /** Resolves to the ms until the next look that a task wants; infinite when none does. */
  readonly afterLook: (result: PollResult) => Promise<number>;
  readonly onClockSet: () => void;
  readonly close: () => void;
}

/** Runs tasks in the order of the list; one that fails is logged with its name and costs none of the others. */
export function taskRunner(tasks: readonly Task[], attempt: Attempt): TaskRunner {
  const reasons = new Map<Task, ReadonlyMap<string, string>>();
  let isSilent = false;
  const able = () => tasks.filter(task => !(isSilent && task.needsBackend));
  return {
    beforeLook: sessions => {
      for (const task of able()) {
        if (!task.beforeLook) continue;
        reasons.set(task, attempt(task.name, () => task.beforeLook?.(sessions)) ?? new Map());
      }
      return new Map([...reasons.values()].flatMap(each => [...each]));
    },
    onSight: sight => {
      const { id } = sight.session;
      for (const task of tasks) attempt(`${task.name} of session ${id}`, () => task.onSight?.(sight));
    },
    afterLook: async result => {
      isSilent = result.isSilent;
      let soonest = Number.POSITIVE_INFINITY;
      for (const task of able()) {
        const wanted: unknown = await attempt(task.name, () => task.afterLook?.(result));
        if (typeof wanted === 'number') soonest = Math.min(soonest, wanted);
      }
      return soonest;
    },
    onClockSet: () => {
      for (const task of tasks) attempt(task.name, () => task.onClockSet?.());
    },
    close: () => {
      for (const task of tasks) attempt(task.name, () => task.close?.());
    },
  };
}

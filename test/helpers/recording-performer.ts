import type { Effect } from '../../src/core/effects.ts';
import type { Performer, Port } from '../../src/operations/port.ts';

/** Performs nothing: it remembers what it was asked for, and reports what a test says. */
export function recordingPerformer(report: (port: Port, effect: Effect) => void = () => {}) {
  const effects: Effect[] = [];
  const performer: Performer = {
    perform: async (effect, port) => {
      effects.push(effect);
      report(port, effect);
    },
  };
  return { performer, effects };
}

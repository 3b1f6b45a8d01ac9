import { type Bench, supervisorPid } from '../fleet.ts';
import { processorSeconds } from '../numbers.ts';
import { atOnce } from '../turns.ts';

/** What a view and its supervisor take of one core, in per cent. */
export interface Load {
  readonly view: number;
  readonly supervisor: number;
  readonly seconds: number;
}

/** Measured at the same time for all: they take so little that none disturbs the other. */
export function loadOf(benches: readonly Bench[], seconds: number): Promise<readonly Load[]> {
  return atOnce(benches, async ({ terminal, home }) => {
    const pids = [await terminal.pid(), await supervisorPid(home)];
    const before = pids.map(processorSeconds);
    const startedAt = performance.now();
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    const lasted = (performance.now() - startedAt) / 1000;
    const [view = Number.NaN, supervisor = Number.NaN] = pids.map(
      (pid, index) => ((processorSeconds(pid) - (before[index] ?? Number.NaN)) / lasted) * 100,
    );
    return { view, supervisor, seconds };
  });
}

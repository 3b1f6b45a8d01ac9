import type { Figure, Part, Run } from '../figure.ts';
import { type Bench, recordSessions, startFinishedSessions, supervisorPid, withBenches } from '../fleet.ts';
import { median, residentMib } from '../numbers.ts';
import { atOnce } from '../turns.ts';
import { measureKeys } from './key.ts';
import { type Load, loadOf } from './load.ts';

export const memory: Part = {
  name: 'memory',
  run: async run => {
    const [ten, hundred] = [await measureMemory(run, 10), await measureMemory(run, 100)];
    return run.builds.map((_, index) => [...(ten[index] ?? []), ...(hundred[index] ?? [])]);
  },
};

/** With a new view and a new supervisor in each round. */
async function measureMemory({ builds, times }: Run, count: number): Promise<readonly (readonly Figure[])[]> {
  const rounds: (readonly Memory[])[] = [];
  for (let round = 0; round < times; round += 1)
    rounds.push(await withBenches(builds, benches => atOnce(benches, bench => memoryOf(bench, count))));
  return builds.map((_, index) =>
    memoryFigures(
      rounds.flatMap(memories => memories[index] ?? []),
      count,
    ),
  );
}

interface Memory {
  readonly view: number;
  readonly supervisor: number;
}

/** After the person has walked through the list once and both processes had time to settle. */
async function memoryOf({ home, terminal, openView }: Bench, count: number): Promise<Memory> {
  recordSessions(home, count);
  await openView();
  await measureKeys(terminal, 10);
  await new Promise(resolve => setTimeout(resolve, 4000));
  return { view: residentMib(await terminal.pid()), supervisor: residentMib(await supervisorPid(home)) };
}

function memoryFigures(memories: readonly Memory[], count: number): readonly Figure[] {
  const how = `VmRSS after 10 keys and 4 s${memories.length > 1 ? `, median of ${memories.length}` : ''}`;
  return [
    {
      ...{ name: `memory of the view, ${count} sessions`, value: median(memories.map(({ view }) => view)) },
      ...{ unit: 'MiB', how, target: { most: 95 } },
    },
    {
      name: `memory of the supervisor, ${count} sessions`,
      value: median(memories.map(({ supervisor }) => supervisor)),
      ...{ unit: 'MiB', how, target: { most: 65 } },
    },
  ];
}

/** Real panes of agents that have finished their turn, first 10 of them, then 50. */
export const idle: Part = {
  name: 'idle',
  run: ({ builds, times }) =>
    withBenches(builds, async benches => {
      for (const bench of benches) {
        await startFinishedSessions(bench, 10);
        await bench.openView();
      }
      const ten = await loadAtRest(benches, times);
      for (const bench of benches) await startFinishedSessions(bench, 50);
      const fifty = await loadAtRest(benches, times);
      return benches.map((_, index) => [
        ...idleFigures(ten[index] as Load, 10, 0.6),
        ...idleFigures(fifty[index] as Load, 50, 2),
      ]);
    }),
};

async function loadAtRest(benches: readonly Bench[], times: number): Promise<readonly Load[]> {
  // Until the opening of the view and what follows the end of a turn (facts of git, compiling) are over.
  await new Promise(resolve => setTimeout(resolve, 20_000));
  return loadOf(benches, 20 * times);
}

function idleFigures({ view, supervisor, seconds }: Load, count: number, most: number): readonly Figure[] {
  const how = `of one core over ${seconds} s, from 20 s after the last start on, with the tmux clients that it runs`;
  return [
    {
      name: `view and supervisor at rest, ${count} sessions`,
      value: view + supervisor,
      unit: '%',
      how,
      target: { most },
    },
    { name: `of which the supervisor, ${count} sessions`, value: supervisor, unit: '%', how },
  ];
}

import type { Figure, Part } from '../figure.ts';
import { type Bench, recordSessions, startFinishedSessions, supervisorPid, withBench } from '../fleet.ts';
import { processorSeconds, residentMib } from '../numbers.ts';
import { measureKeys } from './key.ts';

const seconds = 20;

export const memory: Part = {
  name: 'memory',
  run: async () => [...(await measureMemory(10)), ...(await measureMemory(100))],
};

/** After the person has walked through the list once and both processes had time to settle. */
function measureMemory(count: number): Promise<readonly Figure[]> {
  return withBench(async bench => {
    recordSessions(bench.home, count);
    await bench.openView();
    await measureKeys(bench.terminal, 10);
    await new Promise(resolve => setTimeout(resolve, 4000));
    const how = 'VmRSS after 10 keys and 4 s';
    const pid = await bench.terminal.pid();
    const supervisor = await supervisorPid(bench.home);
    return [
      {
        name: `memory of the view, ${count} sessions`,
        value: residentMib(pid),
        unit: 'MiB',
        how,
        target: { most: 95 },
      },
      {
        name: `memory of the supervisor, ${count} sessions`,
        value: residentMib(supervisor),
        unit: 'MiB',
        how,
        target: { most: 65 },
      },
    ] as const;
  });
}

/** Real panes of agents that have finished their turn, first 10 of them, then 50. */
export const idle: Part = {
  name: 'idle',
  run: () =>
    withBench(async bench => {
      await startFinishedSessions(bench, 10);
      await bench.openView();
      const ten = await measureIdle(bench, 10, 0.6);
      await startFinishedSessions(bench, 50);
      return [...ten, ...(await measureIdle(bench, 50, 2))];
    }),
};

async function measureIdle(
  { home, terminal }: Bench,
  count: number,
  most: number,
): Promise<readonly Figure[]> {
  // Until the opening of the view and what follows the end of a turn (facts of git, compiling) are over.
  await new Promise(resolve => setTimeout(resolve, 20_000));
  const pids = [await terminal.pid(), await supervisorPid(home)];
  const before = pids.map(processorSeconds);
  const startedAt = performance.now();
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  const lasted = (performance.now() - startedAt) / 1000;
  const [view = Number.NaN, supervisor = Number.NaN] = pids.map(
    (pid, index) => ((processorSeconds(pid) - (before[index] ?? Number.NaN)) / lasted) * 100,
  );
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

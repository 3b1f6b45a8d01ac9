import { waitUntil } from '../../test/helpers/wait.ts';
import type { Figure, Part, Run } from '../figure.ts';
import { type Bench, withBenches } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';
import { keysIn } from './key.ts';
import { type Load, loadOf } from './load.ts';

const working = 30;

/** A list of a thousand rows must feel like one of ten, and thirty rows at work must cost next to nothing. */
export const manyRows: Part = {
  name: 'many-rows',
  run: async run => {
    const keys = await keysIn(run, 1000);
    const loads = await workingRows(run);
    return run.builds.map((_, index) => [
      ...thousandFigures(keys[index] ?? []),
      ...workingFigures(loads[index] as Load),
    ]);
  },
};

function thousandFigures(times: readonly number[]): readonly Figure[] {
  const how = `Down and Up, ${times.length} times`;
  return [
    {
      name: 'key → changed frame, 1000 sessions',
      value: median(times),
      unit: 'ms',
      how: `median of ${how}`,
      target: { most: 16 },
    },
    { name: 'the same with 1000, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how },
  ];
}

/** Shell jobs that do nothing: what is measured is the turning of icons and the looking. */
function workingRows({ builds, times }: Run): Promise<readonly Load[]> {
  return withBenches(builds, async benches => {
    for (const bench of benches) await startWork(bench);
    await new Promise(resolve => setTimeout(resolve, 5000));
    return loadOf(benches, 20 * times);
  });
}

async function startWork({ agents, openView, terminal }: Bench): Promise<void> {
  for (let index = 0; index < working; index += 1)
    await agents('run', '--exec', 'sleep 600', '--name', `at work ${index}`);
  await openView();
  await waitUntil(
    () => terminal.screen().includes(`${working} working`),
    () => 'The rows never worked.',
  );
}

function workingFigures({ view, supervisor, seconds }: Load): readonly Figure[] {
  const how = `of one core over ${seconds} s`;
  return [
    {
      name: `view with ${working} working rows on the screen`,
      value: view,
      unit: '%',
      how,
      target: { most: 4 },
    },
    { name: `supervisor with ${working} shell jobs at work`, value: supervisor, unit: '%', how },
  ];
}

import { waitUntil } from '../../test/helpers/wait.ts';
import type { Figure, Part } from '../figure.ts';
import { recordSessions, supervisorPid, withBench } from '../fleet.ts';
import { median, processorSeconds, quantile } from '../numbers.ts';
import { measureKeys } from './key.ts';

const presses = 80;
const working = 30;
const seconds = 20;

/** A list of a thousand rows must feel like one of ten, and thirty rows at work must cost next to nothing. */
export const manyRows: Part = {
  name: 'many-rows',
  run: async () => [...(await thousandRows()), ...(await workingRows())],
};

function thousandRows(): Promise<readonly Figure[]> {
  return withBench(async ({ home, openView, terminal }) => {
    recordSessions(home, 1000);
    await openView();
    const times = await measureKeys(terminal, presses);
    const how = `Down and Up, ${presses} times`;
    return [
      {
        name: 'key → changed frame, 1000 sessions',
        value: median(times),
        unit: 'ms',
        how: `median of ${how}`,
        target: { most: 16 },
      },
      { name: 'the same with 1000, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how },
    ] as const;
  });
}

/** Shell jobs that do nothing: what is measured is the turning of icons and the looking. */
function workingRows(): Promise<readonly Figure[]> {
  return withBench(async ({ agents, home, openView, terminal }) => {
    for (let index = 0; index < working; index += 1)
      await agents('run', '--exec', 'sleep 600', '--name', `at work ${index}`);
    await openView();
    await waitUntil(
      () => terminal.screen().includes(`${working} working`),
      () => 'The rows never worked.',
    );
    await new Promise(resolve => setTimeout(resolve, 5000));
    const pids = [await terminal.pid(), await supervisorPid(home)];
    const before = pids.map(processorSeconds);
    const startedAt = performance.now();
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    const lasted = (performance.now() - startedAt) / 1000;
    const [view = Number.NaN, supervisor = Number.NaN] = pids.map(
      (pid, index) => ((processorSeconds(pid) - (before[index] ?? Number.NaN)) / lasted) * 100,
    );
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
    ] as const;
  });
}

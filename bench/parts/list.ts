import { spawn } from 'node:child_process';
import type { Figure, Part } from '../figure.ts';
import { type Bench, recordSessions, withBenches } from '../fleet.ts';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';

const rounds = 20;

/** `list --json` from start to end, in turns with Node's own start in the same way. */
export const list: Part = {
  name: 'list',
  run: ({ builds, times }) =>
    withBenches(builds, async benches => {
      for (const { home } of benches) recordSessions(home, 50);
      const measured = await inTurns(benches, rounds * times * 2, async bench => ({
        floor: await timeOf(bench, ['node', '-e', '0']),
        list: await timeOf(bench, [bench.build.program, 'list', '--json']),
      }));
      return measured.map(listFigures);
    }),
};

function listFigures(
  measured: readonly { readonly floor: number; readonly list: number }[],
): readonly Figure[] {
  const how = `median of ${measured.length}`;
  return [
    {
      ...{ name: floorOfVerbs, value: median(measured.map(({ floor }) => floor)), unit: 'ms' },
      how: `${how}, in turns with the next`,
    },
    {
      ...{ name: '`agents list --json`, 50 sessions', value: median(measured.map(({ list: time }) => time)) },
      ...{ unit: 'ms', how, target: { floors: 2 } },
    },
  ];
}

export const floorOfVerbs = 'start of Node itself, without a terminal';

function timeOf({ home }: Bench, [file = '', ...words]: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(file, words, {
    cwd: home.project,
    env: home.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.resume();
  return new Promise(resolve => child.once('close', () => resolve(performance.now() - startedAt)));
}

import { spawn } from 'node:child_process';
import type { Part } from '../figure.ts';
import { type Bench, program, recordSessions, withBench } from '../fleet.ts';
import { median } from '../numbers.ts';

const rounds = 20;

/** `list --json` from start to end, in turns with Node's own start in the same way. */
export const list: Part = {
  name: 'list',
  run: () =>
    withBench(async bench => {
      recordSessions(bench.home, 50);
      const floors: number[] = [];
      const lists: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        floors.push(await timeOf(bench, ['node', '-e', '0']));
        lists.push(await timeOf(bench, [program, 'list', '--json']));
      }
      const how = `median of ${rounds}`;
      return [
        { name: floorOfVerbs, value: median(floors), unit: 'ms', how: `${how}, in turns with the next` },
        {
          name: '`agents list --json`, 50 sessions',
          value: median(lists),
          unit: 'ms',
          how,
          target: { floors: 2 },
        },
      ];
    }),
};

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

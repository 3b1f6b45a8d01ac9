import { spawn } from 'node:child_process';
import type { Figure, Part } from '../figure.ts';
import { type Bench, program, recordSessions, withBench } from '../fleet.ts';
import { median } from '../numbers.ts';

const rounds = 15;

/** What each verb does here needs no session that runs: it is the start that is measured. */
const verbs: readonly (readonly string[])[] = [
  ['--help'],
  ['stop', 'nosuch'],
  ['rename', 'nosuch', 'x'],
  ['pin', 'nosuch'],
  ['path', 'nosuch'],
  ['logs', 'nosuch'],
  ['settings'],
  ['completion', 'words', '--', 'stop', ''],
  ['daemon', 'status'],
  ['send', 'nosuch', 'x'],
  ['run'],
];

/** Verbs that need no view, from start to end, in turns with Node's own start. */
export const verbStarts: Part = {
  name: 'verbs',
  run: () =>
    withBench(async bench => {
      recordSessions(bench.home, 10);
      // With one that runs, as usual: nothing has to be started.
      await timeOf(bench, [program, 'daemon', 'start']);
      const floors: number[] = [];
      const times = new Map<readonly string[], number[]>(verbs.map(words => [words, []]));
      for (let round = 0; round < rounds; round += 1) {
        floors.push(await timeOf(bench, ['node', '-e', '0']));
        for (const words of verbs) times.get(words)?.push(await timeOf(bench, [program, ...words]));
      }
      const how = `median of ${rounds}, in turns; 10 sessions on record`;
      const figures = [...times].map(([words, values]): Figure => {
        const name = `start of \`agents ${words.join(' ')}\``;
        return { name, value: median(values), unit: 'ms', how, target: { floors: 1.5 } };
      });
      return [{ name: floorOfStarts, value: median(floors), unit: 'ms', how }, ...figures];
    }),
};

export const floorOfStarts = 'start of Node itself, before each round of verbs';

function timeOf({ home }: Bench, [file = '', ...words]: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const stdio = 'ignore';
  const child = spawn(file, words, { cwd: home.project, env: home.env, stdio });
  return new Promise(resolve => child.once('close', () => resolve(performance.now() - startedAt)));
}

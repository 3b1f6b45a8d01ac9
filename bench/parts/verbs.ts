import { spawn } from 'node:child_process';
import type { Build } from '../build.ts';
import type { Figure, Part } from '../figure.ts';
import { type Bench, recordSessions, withBenches } from '../fleet.ts';
import { median } from '../numbers.ts';

const rounds = 15;
export const floorOfStarts = 'start of Node itself, before each round of verbs';

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
  run: ({ builds, times }) =>
    withBenches(builds, async benches => {
      for (const bench of benches) {
        recordSessions(bench.home, 10);
        // With one that runs, as usual: nothing has to be started.
        await timeOf(bench, [bench.build.program, 'daemon', 'start']);
      }
      const measured = benches.map(() => starts.map((): number[] => []));
      for (let round = 0; round < rounds * times; round += 1)
        for (const [at, start] of starts.entries())
          for (const [index, bench] of benches.entries())
            measured[index]?.[at]?.push(await timeOf(bench, start.words(bench.build)));
      return measured.map(times => starts.map((start, at) => startFigure(start, times[at] ?? [])));
    }),
};

/** Node's own, and one for each verb. */
const starts: readonly Start[] = [
  { name: floorOfStarts, words: () => ['node', '-e', '0'] },
  ...verbs.map(
    (words): Start => ({
      name: `start of \`agents ${words.join(' ')}\``,
      words: ({ program }) => [program, ...words],
    }),
  ),
];

interface Start {
  readonly name: string;
  readonly words: (build: Build) => readonly string[];
}

function startFigure({ name }: Start, values: readonly number[]): Figure {
  const how = `median of ${values.length}, in turns; 10 sessions on record`;
  const target = name === floorOfStarts ? {} : { target: { floors: 1.5 } };
  return { name, value: median(values), unit: 'ms', how, ...target };
}

function timeOf({ home }: Bench, [file = '', ...words]: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const stdio = 'ignore';
  const child = spawn(file, words, { cwd: home.project, env: home.env, stdio });
  return new Promise(resolve => child.once('close', () => resolve(performance.now() - startedAt)));
}

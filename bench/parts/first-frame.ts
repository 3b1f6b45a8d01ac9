import type { Figure, Part, Run } from '../figure.ts';
import { type Bench, isWholeView, recordSessions, supervisorPid, withBenches } from '../fleet.ts';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';

const counts = [0, 10, 100, 500];
const rounds = 15;

/** From exec to the first whole frame and to the first answered key; Node's own start is measured in turns with it. */
export const firstFrame: Part = {
  name: 'first-frame',
  run: async run => {
    const measured: (readonly Starts[])[] = [];
    for (const count of counts) measured.push(await measureStarts(run, count));
    return run.builds.map((_, index) => figuresOf(measured.map(starts => starts[index] ?? [])));
  },
};

type Starts = readonly Start[];

function figuresOf(measured: readonly Starts[]): readonly Figure[] {
  const floors = measured.flat().map(start => start.floor);
  const floor: Figure = {
    ...{ name: floorName, value: median(floors), unit: 'ms' },
    how: `median of ${floors.length}, in turns with the first frames`,
  };
  return [floor, ...measured.flatMap((starts, index) => startFigures(starts, counts[index] ?? 0))];
}

export const floorName = 'start of Node itself (`node -e 0`)';

function measureStarts({ builds, times }: Run, count: number): Promise<readonly Starts[]> {
  return withBenches(builds, async benches => {
    for (const bench of benches) {
      recordSessions(bench.home, count);
      // The supervisor is there, as it is from the second start on; the files are in the cache of the kernel.
      await bench.openView();
      await supervisorPid(bench.home);
    }
    return inTurns(benches, rounds * times, async bench => {
      const floor = await startNode(bench);
      const start = await startView(bench, count);
      await bench.terminal.quiet(100);
      return { ...start, floor };
    });
  });
}

function startFigures(starts: Starts, count: number): readonly Figure[] {
  const how = `median of ${starts.length}`;
  const isTarget = count === 10;
  return [
    {
      ...{
        name: `first whole frame, ${count} sessions`,
        value: median(starts.map(start => start.frame)),
        unit: 'ms',
        how,
      },
      ...(isTarget ? { target: { floors: 2 } } : {}),
    },
    ...(count === 0 ? [] : [inkFigure(starts, count, how)]),
  ];
}

function inkFigure(starts: Starts, count: number, how: string): Figure {
  const value = median(starts.map(start => start.answer));
  return {
    ...{ name: `first key answered, ${count} sessions`, value, unit: 'ms', how },
    ...(count === 10 ? { target: { most: 250 } } : {}),
  };
}

interface Start {
  /** ms since exec. */
  readonly frame: number;
  readonly answer: number;
  /** The same of Node itself. */
  readonly floor: number;
}

async function startView({ build, terminal, home }: Bench, count: number): Promise<Omit<Start, 'floor'>> {
  const startedAt = await terminal.exec(build.program, home.project);
  const frameAt = await terminal.when(isWholeView);
  const start = { frame: frameAt - startedAt, answer: Number.NaN };
  if (count === 0) {
    await terminal.quiet(400);
    return start;
  }
  // Pressed at once: it waits in the terminal until the view listens.
  terminal.press('Down');
  const answerAt = await terminal.when(screen => /^❯ . recorded 001 /m.test(screen));
  return { ...start, answer: answerAt - startedAt };
}

/** Until its terminal says that the program has gone; what a dying pane prints last can be lost. */
async function startNode({ terminal, home }: Bench): Promise<number> {
  const startedAt = await terminal.exec(`sh -c 'node -e 0; printf GONE; exec cat'`, home.project);
  return (await terminal.when(screen => screen.includes('GONE'))) - startedAt;
}

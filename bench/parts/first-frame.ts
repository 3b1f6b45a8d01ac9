import type { Figure, Part } from '../figure.ts';
import { type Bench, isWholeView, program, recordSessions, supervisorPid, withBench } from '../fleet.ts';
import { median } from '../numbers.ts';

const counts = [0, 10, 100, 500];
const rounds = 15;

/** From exec to the first whole frame and to the first answered key; Node's own start is measured in turns with it. */
export const firstFrame: Part = {
  name: 'first-frame',
  run: async () => {
    const floors: number[] = [];
    const figures: Figure[] = [];
    for (const count of counts)
      figures.push(...(await withBench(bench => measureStarts(bench, count, floors))));
    const floor: Figure = {
      ...{ name: floorName, value: median(floors), unit: 'ms' },
      how: `median of ${floors.length}, in turns with the first frames`,
    };
    return [floor, ...figures];
  },
};

export const floorName = 'start of Node itself (`node -e 0`)';

async function measureStarts(bench: Bench, count: number, floors: number[]): Promise<readonly Figure[]> {
  recordSessions(bench.home, count);
  // The supervisor is there, as it is from the second start on; the files are in the cache of the kernel.
  await bench.openView();
  await supervisorPid(bench.home);
  const starts: Start[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await startNode(bench));
    starts.push(await startView(bench, count));
  }
  const how = `median of ${rounds}`;
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

function inkFigure(starts: readonly Start[], count: number, how: string): Figure {
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
}

async function startView({ terminal, home }: Bench, count: number): Promise<Start> {
  const startedAt = await terminal.exec(program, home.project);
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

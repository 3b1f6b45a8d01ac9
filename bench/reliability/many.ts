import { isWholeView, program, recordSessions, supervisorPid, withBench } from '../fleet.ts';
import { median } from '../numbers.ts';
import type { Row } from './report.ts';

const count = 10_000;
const rounds = 7;

/** The first whole frame with very many job directories. */
export function many(): Promise<readonly Row[]> {
  return withBench(async bench => {
    const { home, terminal } = bench;
    recordSessions(home, count);
    await bench.openView();
    await supervisorPid(home);
    await terminal.quiet(3000);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = await terminal.exec(program, home.project);
      times.push((await terminal.when(isWholeView, 20_000)) - startedAt);
    }
    const first = median(times);
    return [
      {
        what: `first whole frame with ${count} job directories, median of ${rounds}`,
        figure: `${first.toFixed(0)} ms`,
        isRight: first <= 500,
      },
    ];
  });
}

import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { withClock } from '../../test/helpers/set-clock.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import { isWholeView, program } from '../fleet.ts';
import { openWatchedTerminal } from '../watched-terminal.ts';
import type { Row } from './report.ts';

const year = 365 * 24 * 3_600_000;
/** Where the clock is set to, one after the other: a year ahead, right again, a year back, and from there ahead. */
const settings = [year, 0, -year, year, 0];
const rightMs = 3000;
const workMs = 5000;
const watchedMs = 5000;

/** How long rows are wrong when the clock is set, on the shell and in an open view; what is stopped or lost by it. */
export async function clockJumps(): Promise<readonly Row[]> {
  const scratch = makeScratchHome();
  const { home, setClock } = withClock(scratch);
  const terminal = await openWatchedTerminal({ env: home.env, cwd: home.project });
  try {
    await agents(home, 'run', 'scn-hello', '--name', 'alpha');
    await agents(home, 'run', '--exec', 'sleep 1000', '--name', 'beside');
    await isSo(home, row => row.name !== 'alpha' || row.state === 'completed', 20_000);
    await terminal.exec(program, home.project);
    await terminal.when(isWholeView);
    const times = { shell: [] as number[], view: [] as number[], work: [] as number[] };
    for (const by of settings) {
      setClock(by);
      const inView = wrongFor(() => /alpha.*(<1m|\dm)/.test(terminal.screen()));
      times.shell.push(await isSo(home, row => isYoung(row, by), 20_000));
      times.view.push(await inView);
      await agents(home, 'send', 'alpha', 'scn-slow-3');
      times.work.push(await isSo(home, row => row.name !== 'alpha' || row.state === 'working', 20_000));
      await isSo(home, row => row.name !== 'alpha' || row.state === 'completed', 20_000);
    }
    const left = (await rows(home)).filter(({ state }) => state === 'completed' || state === 'working');
    return [
      { what: 'times that the clock was set, by one or two years', figure: `${settings.length}` },
      atMost('states and ages on the shell are right after at most', times.shell, rightMs),
      atMost('those in an open view, watched for 5 s each time, were wrong for at most', times.view, rightMs),
      atMost('a task that is sent then is told as working after at most', times.work, workMs),
      {
        what: 'sessions that still are what they were',
        figure: `${left.length} of 2`,
        isRight: left.length === 2,
      },
    ];
  } finally {
    await terminal.close();
    await scratch.cleanup();
  }
}

/** When it was last wrong, of the next five seconds; ms. */
async function wrongFor(isRight: () => boolean): Promise<number> {
  const startedAt = performance.now();
  let wrongAt = startedAt;
  while (performance.now() - startedAt < watchedMs) {
    if (!isRight()) wrongAt = performance.now();
    await wait(20);
  }
  return wrongAt - startedAt;
}

interface Entry {
  readonly name: string;
  readonly state: string;
  readonly startedAt: number;
}

function isYoung({ startedAt, state }: Entry, by: number): boolean {
  return Math.abs(Date.now() + by - startedAt) < 10 * 60_000 && state !== 'failed' && state !== 'unknown';
}

function atMost(what: string, times: readonly number[], mostMs: number): Row {
  const most = Math.max(...times);
  return { what, figure: `${(most / 1000).toFixed(1)} s`, isRight: most <= mostMs };
}

/** How long until every row is so; ms. */
async function isSo(home: ScratchHome, fits: (row: Entry) => boolean, limitMs: number): Promise<number> {
  const startedAt = performance.now();
  let seen = '';
  await waitUntil(
    async () => {
      const all = await rows(home);
      seen = JSON.stringify(all.map(({ name, state, startedAt: at }) => [name, state, at]));
      return all.length > 0 && all.every(fits);
    },
    () => seen,
    { limitMs },
  );
  return performance.now() - startedAt;
}

async function rows(home: ScratchHome): Promise<readonly Entry[]> {
  return JSON.parse(await agents(home, 'list', '--json'));
}

async function agents(home: ScratchHome, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { cwd: home.project, env: home.env });
  return stdout;
}

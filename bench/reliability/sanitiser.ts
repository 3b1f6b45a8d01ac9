import { liveAfterSanitising, slowestMs } from '../../test/helpers/hostile-strings.ts';
import type { Row } from './report.ts';

/** Characters of the text whose time is taken; what it may take. */
const longText = 100_000;
const mostMs = 10;

/** Puts so many hostile strings through the sanitiser, in steps, each with a seed of its own. */
export async function sanitiser(count: number): Promise<readonly Row[]> {
  const step = 100_000;
  const started = performance.now();
  let found = 0;
  for (let done = 0; done < count; done += step)
    found += liveAfterSanitising(Math.min(step, count - done), 1 + done / step);
  const seconds = (performance.now() - started) / 1000;
  const { ms, what } = slowestMs(longText, 1);
  return [
    {
      what: 'strings of up to 40 parts of control sequences, taken as one line and as lines',
      figure: `${count}`,
    },
    { what: 'of them with a live control sequence afterwards', figure: `${found}`, isRight: found === 0 },
    { what: 'time for all of them', figure: `${seconds.toFixed(0)} s` },
    {
      what: `slowest text of 100 KB, a flood of ${what.replaceAll('|', '\\|')}`,
      figure: `${ms.toFixed(1)} ms`,
      isRight: ms <= mostMs,
    },
  ];
}

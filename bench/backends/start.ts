import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../test/helpers/wait.ts';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';
import { ms } from './report.ts';
import { type BackendPart, type Subject, withSubjects } from './subject.ts';

/** From Enter in the view to the first act of the program, which is to write down the time. */
export const start: BackendPart = isSmall =>
  withSubjects(async subjects => {
    const times = await inTurns(subjects, isSmall ? 2 : 15, startOne);
    const how = `median of ${times[0]?.length}, from Enter in the view to the first act of the program`;
    return [{ name: 'start of a session', values: times.map(each => ms(median(each))), how }];
  });

async function startOne({ terminal, home }: Subject, round: number): Promise<number> {
  const file = join(home.root, `started-${round}`);
  terminal.type(`! date +%s%N > ${file}`);
  await terminal.when(screen => screen.includes(`started-${round}`));
  await terminal.quiet(100);
  const pressedAt = terminal.press('Enter');
  const sinceEpoch = Date.now() + 0.5 - performance.now();
  const stamp = () => existsSync(file) && readFileSync(file, 'utf8').trim();
  const at = await waitUntil(stamp, () => 'The job never started.', { limitMs: 10_000 });
  await terminal.quiet(300);
  return Number(at) / 1e6 - sinceEpoch - pressedAt;
}

import { median, quantile } from '../numbers.ts';
import { measureKeys } from '../parts/key.ts';
import { inTurns } from '../turns.ts';
import { ms } from './report.ts';
import { type BackendPart, startJob, untilListed, withSubjects } from './subject.ts';

const sessions = 4;
const perTurn = 8;

/** From a key to the frame in which the peek shows the next session. */
export const peek: BackendPart = isSmall =>
  withSubjects(async subjects => {
    for (const subject of subjects) {
      for (let index = 0; index < sessions; index += 1)
        await startJob(subject, `job ${index}`, `seq 1 200; echo I am ${index}; sleep 600`);
      await untilListed(subject, all => all.filter(({ state }) => state === 'working').length === sessions);
      subject.terminal.press('Space');
      await subject.terminal.when(screen => /I am \d/.test(screen));
    }
    const keys = (subject: (typeof subjects)[number]) =>
      measureKeys(subject.terminal, perTurn, { turn: 2, seen: shownJob });
    const turns = await inTurns(subjects, isSmall ? 1 : 6, keys);
    const times = turns.map(values => values.flat());
    const how = `of ${times[0]?.length}: ↓ and ↑ in the peek over ${sessions} jobs, until it shows the other`;
    return [
      {
        name: 'key → frame while peeking',
        values: times.map(each => ms(median(each))),
        how: `median ${how}`,
      },
      { name: 'the same, 95th percentile', values: times.map(each => ms(quantile(each, 0.95))), how },
    ];
  });

function shownJob(screen: string): string | undefined {
  return screen
    .split('\n')
    .find(line => line.startsWith('❯'))
    ?.slice(0, 40);
}

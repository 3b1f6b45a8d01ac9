import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';
import { type BackendPart, listed, type Subject, startJob, untilListed, withSubjects } from './subject.ts';

const exitCode = 7;
const checkedLines = 1000;

/** How fast `cat` gets rid of a file, and whether all of it has arrived. */
export const throughput: BackendPart = isSmall =>
  withSubjects(async subjects => {
    const lines = isSmall ? 30_000 : 700_000;
    const line = (index: number) => `line ${index} of a file that is printed at once, ${'.'.repeat(24)}`;
    const text = Array.from({ length: lines }, (_, index) => line(index)).join('\n');
    const megabytes = text.length / 1e6;
    for (const { home } of subjects) writeFileSync(join(home.root, 'big'), `${text}\n`);
    const last = Array.from({ length: checkedLines }, (_, index) => line(lines - checkedLines + index));
    const runs = await inTurns(subjects, isSmall ? 1 : 3, (subject, round) => printBig(subject, round, last));
    const rates = runs.map(
      each => `${(megabytes / median(each.map(({ seconds }) => seconds))).toFixed(1)} MB/s`,
    );
    const whole = runs.map(each => each.every(({ isWhole }) => isWhole));
    return [
      {
        name: `throughput of a ${Math.round(megabytes)} MB \`cat\``,
        values: rates,
        how: `median of ${runs[0]?.length}, by the clock of the job`,
      },
      {
        name: 'its end is there',
        values: whole.map(each => (each ? 'yes' : 'no')),
        target: 'yes',
        isRight: whole.every(each => each),
        how: `the last ${checkedLines} lines by \`agents logs\`, and the exit code`,
      },
    ];
  });

async function printBig(subject: Subject, round: number, last: readonly string[]) {
  const { home, agents } = subject;
  const [big, times] = ['big', `times-${round}`].map(name => join(home.root, name));
  const command = `date +%s%N > ${times}; cat ${big}; date +%s%N >> ${times}; exit ${exitCode}`;
  const id = await startJob(subject, `big ${round}`, command);
  await untilListed(subject, all => all.some(each => each.id === id && each.state === 'failed'));
  const [begun = 0, ended = 0] = readFileSync(times ?? '', 'utf8')
    .trim()
    .split('\n')
    .map(Number);
  const logs = (await agents('logs', id, '-n', `${last.length}`)).trimEnd().split('\n');
  const job = (await listed(subject)).find(each => each.id === id);
  const isWhole = job?.exitCode === exitCode && logs.join('\n') === last.join('\n');
  await agents('rm', id);
  return { seconds: (ended - begun) / 1e9, isWhole };
}

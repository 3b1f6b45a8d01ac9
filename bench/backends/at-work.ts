import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, quantile } from '../numbers.ts';
import { ms } from './report.ts';
import {
  type BackendPart,
  backendNames,
  type Subject,
  startJob,
  untilListed,
  withSubjects,
} from './subject.ts';

const most = 16;

/** Keys in a view with many sessions at work, and whether what they said is all there. */
export const atWork: BackendPart = async isSmall => {
  const measured: Measured[] = [];
  // One after the other: forty jobs would measure the machine.
  for (const name of backendNames)
    measured.push(await withSubjects(([subject]) => measure(subject as Subject, isSmall), [name]));
  const values = (take: (one: Measured) => number) => measured.map(one => ms(take(one)));
  const inProcess = median(measured[1]?.times ?? []);
  const sessions = measured[0]?.sessions;
  const how = `${sessions} jobs that each print 50 coloured lines a second`;
  return [
    {
      name: `key → frame, ${sessions} sessions at work`,
      values: values(({ times }) => median(times)),
      target: `≤ ${most} ms`,
      isRight: inProcess <= most,
      how: `median of ${measured[0]?.times.length} Down and Up in the list; ${how}`,
    },
    { name: 'the same, 95th percentile', values: values(({ times }) => quantile(times, 0.95)), how },
    {
      name: 'what they said is all there',
      values: measured.map(({ whole, sessions: all }) => `${whole} of ${all}`),
      target: 'all',
      isRight: measured.every(({ whole, sessions: all }) => whole === all),
      how: 'every line of each in its order, by `agents logs`, and the exit code',
    },
  ];
};

interface Measured {
  readonly sessions: number;
  readonly times: readonly number[];
  /** How many of them have said all. */
  readonly whole: number;
}

const perBurst = 5;

async function measure(subject: Subject, isSmall: boolean): Promise<Measured> {
  const sessions = isSmall ? 4 : 20;
  const bursts = isSmall ? 100 : 300;
  const ids: string[] = [];
  for (let index = 0; index < sessions; index += 1)
    ids.push(await startJob(subject, `worker ${index}`, work(subject, index, bursts)));
  await untilListed(subject, all => all.filter(({ state }) => state === 'working').length === sessions);
  writeFileSync(goFile(subject), '');
  const times = await pressKeys(subject, isSmall ? 10 : 60);
  await untilListed(subject, all => all.every(({ state }) => state === 'failed'), 120_000);
  let whole = 0;
  for (const [index, id] of ids.entries()) if (await saidAll(subject, id, index, bursts)) whole += 1;
  return { sessions, times, whole };
}

const goFile = ({ home }: Subject) => join(home.root, 'go');

/** A burst of lines ten times a second, once all are there; then an exit code of its own. */
function work(subject: Subject, index: number, bursts: number): string {
  const line = `\\033[3${index % 8}mjob ${index} line %d\\033[0m of many words that say what is done now\\n`;
  const count = bursts * perBurst;
  return `until [ -e ${goFile(subject)} ]; do sleep 0.5; done; i=0; while [ $i -lt ${count} ]; do for n in 1 2 3 4 5; do printf '${line}' $i; i=$((i+1)); done; sleep 0.1; done; exit ${index + 1}`;
}

async function saidAll(subject: Subject, id: string, index: number, bursts: number): Promise<boolean> {
  const lines = Array.from(
    { length: bursts * perBurst },
    (_, line) => `job ${index} line ${line} of many words that say what is done now`,
  );
  const said = (await subject.agents('logs', id, '-n', `${lines.length}`)).trimEnd();
  return said === lines.join('\n');
}

/** Down and Up, not in step with what the jobs print; until another row has the pointer. */
async function pressKeys({ terminal }: Subject, count: number): Promise<readonly number[]> {
  const pointer = (screen: string) =>
    screen
      .split('\n')
      .find(line => line.startsWith('❯'))
      ?.slice(0, 20);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await new Promise(resolve => setTimeout(resolve, 80 + Math.random() * 200));
    const before = pointer(terminal.screen());
    const pressedAt = terminal.press(Math.floor(index / 4) % 2 === 0 ? 'Down' : 'Up');
    times.push((await terminal.when(screen => pointer(screen) !== before)) - pressedAt);
  }
  return times;
}

import { isWholeView } from '../fleet.ts';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';
import { ms } from './report.ts';
import { type BackendPart, type Subject, startJob, untilListed, withSubjects } from './subject.ts';

/** From → on a row to the screen of the session, and from Ctrl+Z to the whole view. */
export const attach: BackendPart = isSmall =>
  withSubjects(async subjects => {
    for (const subject of subjects) {
      await startJob(subject, 'job', 'seq 1 200; echo I am here; sleep 600');
      await untilListed(subject, all => all.some(({ state }) => state === 'working'));
      await subject.terminal.when(screen => /❯.*job/.test(screen));
    }
    const turns = await inTurns(subjects, isSmall ? 2 : 12, thereAndBack);
    const how = `median of ${turns[0]?.length}`;
    const median0 = (index: 0 | 1) => turns.map(each => ms(median(each.map(times => times[index]))));
    return [
      { name: 'attach', values: median0(0), how: `${how}, from → on the row to the screen of the session` },
      { name: 'and back', values: median0(1), how: `${how}, from Ctrl+Z to the whole view` },
    ];
  });

async function thereAndBack({ terminal }: Subject): Promise<readonly [there: number, back: number]> {
  await terminal.quiet(300);
  const pressedAt = terminal.press('Right');
  const isThere = (screen: string) => !isWholeView(screen) && /^I am here$/m.test(screen);
  const there = (await terminal.when(isThere)) - pressedAt;
  await terminal.quiet(300);
  const leftAt = terminal.press('C-z');
  return [there, (await terminal.when(isWholeView)) - leftAt];
}

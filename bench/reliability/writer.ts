// Writes records as fast as it can and says each one once it is written; someone kills it meanwhile.
import { writeSync } from 'node:fs';
import { statePaths } from '../../src/system/files/paths.ts';
import { createJob, newId } from '../../src/system/store/job/jobs.ts';
import { isBadJob, readSession } from '../../src/system/store/job/read-session.ts';
import { writeStatus } from '../../src/system/store/job/statuses.ts';
import { writeUserState } from '../../src/system/store/job/user-state.ts';
import { dropEvent } from '../../src/system/store/messages/events.ts';

const [id = '', from = '0'] = process.argv.slice(2);
const paths = statePaths(process.env);
const session = readSession(paths, id);
if (isBadJob(session)) throw new Error(session.problem);
const say = (line: string) => writeSync(1, `${line}\n`);

for (let number = Number(from) + 1; ; number += 1) {
  writeUserState(paths, id, { order: number });
  say(`marks ${number}`);
  writeStatus(paths, {
    ...session.status,
    questionNumber: number,
    summary: 'x'.repeat(number % 3000),
  });
  say(`state ${number}`);
  dropEvent(paths, id, 'Bench', { number, filler: 'y'.repeat(number % 5000) });
  say(`event ${number}`);
  if (number % 5 !== 0) continue;
  const spec = { ...session.spec, id: newId(), name: `job ${number}` };
  createJob(paths, spec, { prompt: 'z'.repeat(number % 9000), files: {} });
  say(`job ${spec.id}`);
}

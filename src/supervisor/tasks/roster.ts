import { placeEntry } from '../../core/screen/place.ts';
import type { World } from '../../operations/context/world.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { bootId } from '../../system/processes/boot.ts';
import { version } from '../../system/programs/version.ts';
import type { PollResult } from '../poll-result.ts';
import type { Task } from './task.ts';

/** Records who runs where; an unchanged roster is not written again. */
export function rosterTask(world: World): Task {
  let written = '';
  return {
    name: 'The roster',
    afterLook: result => {
      const text = rosterOf(result);
      if (text !== written) writeFileAtomic(world.paths.roster, text);
      written = text;
    },
  };
}

function rosterOf({ sessions, listing }: PollResult): string {
  const running = sessions
    .filter(session => session.status.process === 'alive')
    .map(({ id, status }) => ({ id, pid: status.pid, ...placeEntry(status.place) }));
  const who = { program: version, pid: process.pid, boot: bootId() };
  const roster = { version: 1, ...who, server: listing.server, running };
  return `${JSON.stringify(roster, null, 1)}\n`;
}

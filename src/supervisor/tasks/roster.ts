import type { World } from '../../operations/context/world.ts';
import { readJson } from '../../system/files/read-file.ts';
import { isShaped, isString } from '../../system/files/shape.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { bootId } from '../../system/machine/boot.ts';
import { version } from '../../system/programs/version.ts';
import type { PollResult } from '../poll-memory.ts';

/** Records who runs where; returns the text, so that an unchanged roster is not written again. */
export function writeRoster(world: World, { sessions, listing }: PollResult, before: string): string {
  const running = sessions
    .filter(session => session.status.process === 'alive')
    .map(({ id, status }) => ({ id, pid: status.pid, tmux: status.tmux }));
  const who = { program: version, pid: process.pid, boot: bootId() };
  const roster = { version: 1, ...who, server: listing.server, running };
  const text = `${JSON.stringify(roster, null, 1)}\n`;
  if (text !== before) writeFileAtomic(world.paths.roster, text);
  return text;
}

/** Whether the machine was started again since a supervisor last looked; false when that is not known. */
export function hasRebooted(world: World): boolean {
  const read = readJson(world.paths.roster, isShaped<{ readonly boot: string }>({ boot: isString }));
  return read.ok && read.value.boot !== bootId();
}

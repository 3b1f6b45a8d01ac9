import type { World } from '../runtime/world.ts';
import { version } from '../system/version.ts';
import { writeFileAtomic } from '../system/write-file.ts';
import type { RoundResult } from './round.ts';

/** Records who runs where (H4); returns the text, so that an unchanged roster is not written again. */
export function writeRoster(world: World, { sessions, listing }: RoundResult, before: string): string {
  const running = sessions
    .filter(session => session.conclusion.process === 'alive')
    .map(({ id, conclusion }) => ({ id, pid: conclusion.pid, tmux: conclusion.tmux }));
  const roster = { version: 1, program: version, pid: process.pid, server: listing.server, running };
  const text = `${JSON.stringify(roster, null, 1)}\n`;
  if (text !== before) writeFileAtomic(world.paths.roster, text);
  return text;
}

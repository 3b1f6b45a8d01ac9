import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../core/session/session.ts';
import { writeFileAtomic } from '../system/files/write-file.ts';
import { recordOf } from '../system/store/job/status-record.ts';
import type { World } from './context/world.ts';

/**
 * Saves what there is to say about a wrong state: the screen as it is now, the evidence, and a row for the
 * manifest of recorded screens (`test/screens`) in which only the right state has to be filled in. Returns where.
 */
export async function reportState(world: World, session: Session): Promise<string> {
  const { id, spec, status } = session;
  const directory = join(world.paths.home, 'reports', `${id}-${world.now()}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { panes } = await world.backend.list(status.place);
  const pane = panes.find(candidate => candidate.id === id);
  const screen = pane && (await world.backend.capture([pane])).get(id);
  const row = {
    file: 'screen.txt',
    agent: spec.agent,
    state: `write the right state here; agents said ${status.state}`,
    detail: status.waitingFor ?? null,
    title: screen?.title ?? '',
    command: pane?.command ?? '',
    cursor: screen ? `${screen.cursorX},${screen.cursorY}` : '',
  };
  writeFileAtomic(join(directory, 'screen.txt'), `${screen?.lines.join('\n') ?? ''}\n`);
  writeFileAtomic(join(directory, 'manifest.json'), `${JSON.stringify([row], null, 2)}\n`);
  writeFileAtomic(join(directory, 'evidence.json'), `${JSON.stringify(recordOf(status), null, 2)}\n`);
  return directory;
}

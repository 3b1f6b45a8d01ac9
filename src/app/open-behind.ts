import type { RecordSource, SessionSource } from '../core/source.ts';
import { startsInTmux } from '../operations/context/where-sessions-start.ts';
import type { World } from '../operations/context/world.ts';
import { requireTmuxVersion } from '../operations/dispatch/require-tmux-version.ts';
import { ensureSupervisor } from '../operations/dispatch/supervisor-start.ts';
import { localSource } from '../operations/source/local-source.ts';

/** What stands behind the frame from the first answer of Ink on. */
export interface Behind {
  readonly world: World;
  readonly source: SessionSource;
  /** Whether the supervisor was there before. */
  readonly wasRunning: boolean;
}

/** Looks at tmux and starts the supervisor. Throws a sentence. */
export async function openBehind(world: World, records: RecordSource): Promise<Behind> {
  if (startsInTmux(world)) await requireTmuxVersion(world.env);
  const wasRunning = ensureSupervisor(world);
  return { world, source: localSource(world, records), wasRunning };
}

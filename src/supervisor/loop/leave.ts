import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { isSending } from '../../operations/reply/send-later.ts';
import { fileWatch, programWatch } from '../../system/programs/program-file.ts';
import { hasOpenView } from '../../system/store/view/open-views.ts';
import { steadyClock } from '../tasks/lifetime-clock.ts';

/** How long it stays without anything to do: the next view or session often comes soon. */
const leaveMs = 10 * 60_000;
/** How often the program file and the views are looked at. */
const checkMs = 1000;

/** How soon another start of the new program is tried. */
const againMs = 60_000;

/** Why the supervisor should end. */
export type Leaving = 'new-program' | 'new-settings' | 'nothing-to-keep';

/** Call the result after each poll: whether to end now. */
export function leaveWatch(world: World): (sessions: readonly Session[]) => Leaving | undefined {
  const clock = steadyClock(world.env);
  const program = programWatch();
  const settings = [world.paths.settings, world.paths.managedSettings].map(path => fileWatch(path));
  let checkedAt = Number.NEGATIVE_INFINITY;
  let idleSince: number | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  return sessions => {
    if (performance.now() - checkedAt < checkMs) return undefined;
    checkedAt = performance.now();
    // A message that is being sent is finished by the process that began it.
    const isNewProgram = program() === 'new';
    const hasNewSettings = settings.map(isNew => isNew()).includes('new');
    if ((isNewProgram || hasNewSettings) && !isSending() && checkedAt - triedAt > againMs) {
      triedAt = checkedAt;
      return isNewProgram ? 'new-program' : 'new-settings';
    }
    const isIdle = !sessions.some(session => isKept(world, session)) && !hasOpenView(world.paths);
    idleSince = isIdle ? (idleSince ?? clock()) : undefined;
    return idleSince !== undefined && clock() - idleSince > leaveMs ? 'nothing-to-keep' : undefined;
  };
}

/** It may change, or its row is to be taken away. */
function isKept({ settings }: World, { spec, userState, status }: Session): boolean {
  if (status.process !== 'exited') return true;
  return spec.kind === 'exec' && !userState.pinned && settings['lifetime.endedJobMinutes'] > 0;
}

import type { World } from '../../operations/context/world.ts';
import {
  ensureSupervisor,
  isSupervisorAlive,
  isSupervisorHung,
} from '../../operations/dispatch/supervisor-start.ts';
import { readLock, seemsHung } from '../../system/store/daemon/supervisor-lock.ts';
import type { ViewStore } from '../../ui/store.ts';

/** Shows within a second that the supervisor has died, and starts it again. */
export function watchSupervisor(world: World, view: ViewStore): void {
  const { supervisor } = view.store.getState().sessions;
  if (isSupervisorAlive(world)) {
    if (supervisor === 'running') sayWhenHung(world, view);
    if (supervisor === 'running') return;
    if (supervisor === 'hung' && seemsHung(readLock(world.paths))) return;
    const text = 'The supervisor runs again; nothing was lost.';
    view.set({ sessions: { supervisor: 'running' } });
    if (supervisor !== 'starting') view.say(world.now(), { text, tone: 'success', ms: 4000 });
    return;
  }
  ensureSupervisor(world);
  if (supervisor === 'running') view.set({ sessions: { supervisor: 'lost' } });
}

/** A supervisor that hangs records no new states; without this the rows would look up to date. */
function sayWhenHung(world: World, view: ViewStore): void {
  if (!seemsHung(readLock(world.paths))) return;
  void isSupervisorHung(world).then(isHung => {
    if (isHung && view.store.getState().sessions.supervisor === 'running')
      view.set({ sessions: { supervisor: 'hung' } });
  });
}

import type { Listed } from '../../backends/backend.ts';
import { safeName } from '../../core/session/names.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { Attempt } from '../attempts.ts';

/**
 * A session whose tmux session got another name there (`tmux rename-session`) is called so from then on. A pane that was
 * moved to another tmux session, or that shares its own with another agent, keeps its name.
 */
export async function followNames(
  world: World,
  attempt: Attempt,
  { sessions, panes }: { readonly sessions: readonly Session[]; readonly panes: readonly Listed[] },
): Promise<void> {
  const { names } = world.backend.can;
  if (!names) return;
  const differing = panes.filter(({ name, notedName }) => notedName && name !== notedName);
  if (differing.length === 0) return;
  const { groupOf } = names;
  const isAlone = ({ place }: Listed) =>
    panes.filter(pane => groupOf(pane.place) === groupOf(place)).length === 1;
  for (const pane of differing) {
    const row = sessions.find(({ id }) => id === pane.id);
    const known = row?.status.place;
    const isSame = known && groupOf(known) === groupOf(pane.place) && isAlone(pane);
    const name = safeName(pane.name ?? '');
    if (!row || row.spec.kind === 'adopted' || !name || !isSame || row.userState.name === name) continue;
    attempt(`Naming session ${row.id}`, () => writeUserState(world.paths, row.id, { name }));
    nudge(world.paths, 'changed');
  }
  const targets = differing.map(({ place, id }) => ({ place, id }));
  await attempt('Noting the names of sessions', () => names.note(targets));
}

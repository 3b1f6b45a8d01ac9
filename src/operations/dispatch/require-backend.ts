import { notInstalled } from '../../backends/iterm2/it2-program.ts';
import { backendName as itermName } from '../../backends/iterm2/place.ts';
import { ownersDirectory, takesOthers } from '../../backends/pty/owner/owners.ts';
import { backendName as inProcessName } from '../../backends/pty/place.ts';
import type { DispatchRequest } from '../../core/effects.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { usualBackend } from '../../core/screen/place.ts';
import type { Spec } from '../../core/session/session.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { requireTmux } from '../../system/programs/require-tmux.ts';
import type { World } from '../context/plain-world.ts';
import { startsInTmux } from '../context/where-sessions-start.ts';
import { requireTmuxVersion } from './require-tmux-version.ts';

/**
 * Nothing for the usual one, as in records of versions that knew no other. Throws a sentence where the program that opens
 * panes is missing.
 */
export function backendOf({ startsIn, env }: World, request: DispatchRequest): Pick<Spec, 'backend'> {
  const backend = request.backend ?? startsIn?.backend ?? usualBackend;
  if (backend === itermName) requireIt2(env);
  return backend === usualBackend ? {} : { backend };
}

/** Throws a sentence when new sessions have no place to live, so that nothing is recorded that cannot start. */
export async function requireBackend(world: World): Promise<void> {
  if (startsInTmux(world)) {
    requireTmux(world.env);
    await requireTmuxVersion(world.env);
  } else if (world.startsIn?.backend === itermName) requireIt2(world.env);
  else if (world.startsIn) requireHost(world);
}

function requireIt2(env: NodeJS.ProcessEnv): void {
  if (findProgram('it2', env) !== undefined) return;
  const [what = '', advice] = notInstalled.split(/(?<=it\.) /);
  throw new UserError('no-program', what, { advice });
}

/** Why a session that waits cannot start now: it is to live in a view, and none is open. */
export function whyNoView({ paths }: World, { backend }: Pick<Spec, 'backend'>): string | undefined {
  const needsView = backend === inProcessName && !takesOthers(ownersDirectory(paths.daemon));
  return needsView ? 'no view is open in which it could live' : undefined;
}

function requireHost({ hosting, paths, startsIn }: World): void {
  if (hosting || takesOthers(ownersDirectory(paths.daemon))) return;
  const why = startsIn?.lacksTmux ? 'There is no tmux, and no view' : 'No view';
  throw new UserError('no-view', `${why} is open in which the session could live.`, {
    advice: 'Open one with: agents. Or wait for the session here: agents run --wait',
  });
}

import { UserError } from '../../core/errors/user-error.ts';
import { usualBackend } from '../../core/screen/place.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { BackendName } from '../../core/settings/backend-choice.ts';
import { replaceSpec } from '../../system/store/job/jobs.ts';
import type { World } from '../context/plain-world.ts';
import { requireSession } from '../context/session-place.ts';

/** From its next start on a session lives there, and for good. Throws a sentence for one that was not started here. */
export function changeBackend(world: World, id: string, backend: BackendName): void {
  const session = requireSession(world, id);
  const { backend: before = usualBackend, ...spec } = session.spec;
  if (before === backend) return;
  if (spec.kind === 'adopted')
    throw new UserError(
      'cannot-restart',
      `${displayName(session)} was not started here, so it lives where it was started.`,
    );
  replaceSpec(world.paths, backend === usualBackend ? spec : { ...spec, backend });
}

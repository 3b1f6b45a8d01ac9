import { reasonOf } from '../../system/files/reason.ts';
import { log } from '../../system/log/log.ts';
import { dropEvent } from '../../system/store/messages/events.ts';
import type { World } from '../context/world.ts';

/** Tells the supervisor that a session's program has been started: for one that dies before it is seen. Never throws. */
export function tellStarted(world: World, id: string): void {
  tell(world, id, { name: 'Started', data: {} });
}

/** What to throw when a session could not be started; its row says so, too, if that can still be written. */
export function startFailed(
  world: World,
  { id, name }: { readonly id: string; readonly name: string },
  error: unknown,
): Error {
  const message = error instanceof Error ? error.message : String(error);
  tell(world, id, { name: 'StartFailed', data: { message } });
  return new Error(`${name} could not be started: ${message}`, { cause: error });
}

interface StartEvent {
  readonly name: 'Started' | 'StartFailed';
  readonly data: Readonly<Record<string, unknown>>;
}

/** On a full disk a session that runs has not failed, and one that has failed keeps its own reason. */
function tell(world: World, id: string, { name, data }: StartEvent): void {
  try {
    dropEvent(world.paths, id, name, data);
  } catch (error) {
    log(world.paths, `session ${id} could not tell ${name}: ${reasonOf(error)}`, 'error');
  }
}

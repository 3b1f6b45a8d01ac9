import { UserError } from '../../core/errors/user-error.ts';
import { effective, settingsFrom } from '../../core/settings/layers.ts';
import type { RecordsWorld } from '../context/records-world.ts';

/**
 * Why nothing is started without a person, or undefined. Only the settings count: the supervisor has the environment of
 * the first process that started it.
 */
export function whyQueueIsOff({ layers }: RecordsWorld): string | undefined {
  const lasting = settingsFrom(layers.filter(({ origin }) => origin !== 'environment'));
  return lasting.disableAgentView ? 'agents is switched off' : undefined;
}

/** A sentence that says which setting or variable has switched agents off, or undefined. */
export function whyOff(world: RecordsWorld): string | undefined {
  if (!world.settings.disableAgentView) return undefined;
  const found = effective(world.layers).find(({ key }) => key === 'disableAgentView');
  return `agents is switched off ${byWhom(found?.origin, found?.from ?? '')}.`;
}

/** Throws a sentence when agents is switched off here. What runs can still be listed, read and stopped. */
export function refuseWhenOff(world: RecordsWorld): void {
  const why = whyOff(world);
  if (why === undefined) return;
  throw new UserError('switched-off', why, {
    advice: 'Sessions that run can still be used: agents list, logs, stop, rm.',
  });
}

function byWhom(origin: string | undefined, from: string): string {
  if (origin === 'managed') return `by your administrator ("disableAgentView" in ${from})`;
  if (origin === 'environment') return `by the variable ${from}: unset it to open the view`;
  return `by "disableAgentView" in ${from}`;
}

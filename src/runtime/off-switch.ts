import { effective } from '../core/settings-layers.ts';
import type { World } from './plain-world.ts';

/** Throws a sentence when agents is switched off here, which says by whom (S8). What runs can still be listed, read and stopped. */
export function refuseWhenOff(world: World): void {
  if (!world.settings.disableAgentView) return;
  const found = effective(world.layers).find(({ key }) => key === 'disableAgentView');
  throw new Error(
    `agents is switched off ${byWhom(found?.origin, found?.from ?? '')}. ` +
      'Sessions that run can still be used: agents list, logs, stop, rm.',
  );
}

function byWhom(origin: string | undefined, from: string): string {
  if (origin === 'managed') return `by your administrator ("disableAgentView" in ${from})`;
  if (origin === 'environment') return `by the variable ${from}: unset it to open the view`;
  return `by "disableAgentView" in ${from}`;
}

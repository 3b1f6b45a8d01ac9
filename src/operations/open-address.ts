import { findProgram } from '../system/programs/find-program.ts';
import { spawnBrowser } from '../system/run/spawn-detached.ts';
import type { World } from './context/world.ts';

/**
 * Opens a page in the person's browser; false where there is none to open: over ssh, or without a desktop. `xdg-open`
 * would start a text browser there, in the terminal of the view.
 */
export function openAddress(world: World, address: string): boolean {
  const argv = browserCommand(world.env, address);
  if (!argv) return false;
  spawnBrowser(argv, world.env);
  return true;
}

/** Program and words; $BROWSER may name several, each with `%s` for the address. */
export function browserCommand(env: NodeJS.ProcessEnv, address: string): readonly string[] | undefined {
  const own = (env['BROWSER'] ?? '').split(':').map(command => command.trim().split(/\s+/));
  const hasDesktop = Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || process.platform === 'darwin');
  const usual = hasDesktop ? [['xdg-open'], ['open']] : [];
  for (const [name = '', ...words] of [...own, ...usual]) {
    const program = findProgram(name, env);
    if (!program) continue;
    const isPlaced = words.some(word => word.includes('%s'));
    const placed = words.map(word => word.replaceAll('%s', address));
    return [program, ...placed, ...(isPlaced ? [] : [address])];
  }
  return undefined;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What every terminal in which the view opens understands, near enough. */
const fallback = 'xterm-256color';

/**
 * The name under which tmux shall know this terminal: that in TERM or, where no description of it is installed, as of
 * kitty's or Ghostty's on another machine, one that has a description; undefined when TERM may stay as it is. tmux would
 * refuse with "missing or unsuitable terminal".
 */
export function terminalNameForTmux(env: NodeJS.ProcessEnv): string | undefined {
  const name = env['TERM'] ?? '';
  const places = descriptionPlaces(env);
  return isDescribed(name, places) || !isDescribed(fallback, places) ? undefined : fallback;
}

/** terminfo(5): a directory per first letter; on macOS per its code. */
function isDescribed(name: string, places: readonly string[]): boolean {
  if (!/^[\w.+-]+$/.test(name)) return false;
  const letters = [name.charAt(0), name.charCodeAt(0).toString(16)];
  return places.some(place => letters.some(letter => existsSync(join(place, letter, name))));
}

/** Where ncurses looks, and where systems have it look. */
function descriptionPlaces(env: NodeJS.ProcessEnv): readonly string[] {
  const roots = ['/etc', '/lib', '/usr/lib', '/usr/share', '/usr/local/share', '/usr/pkg/share'];
  const brews = ['/opt/homebrew', '/home/linuxbrew/.linuxbrew'].map(root => `${root}/opt/ncurses/share`);
  return [
    env['TERMINFO'] ?? '',
    join(env['HOME'] ?? '/', '.terminfo'),
    ...(env['TERMINFO_DIRS'] ?? '').split(':'),
    ...[...roots, ...brews, '/run/current-system/sw/share'].map(root => `${root}/terminfo`),
  ].filter(place => place.startsWith('/'));
}

import { UserError } from '../core/errors/user-error.ts';
import { askTmuxVersion } from './client.ts';

export interface TmuxVersion {
  /** As tmux says it, for example `3.3a` or `next-3.7`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

export class TmuxTooOld extends UserError {
  override readonly name = 'TmuxTooOld';
}

/** Asks the installed tmux; throws TmuxMissing, or TmuxTooOld below 3.2. */
export async function tmuxVersion(): Promise<TmuxVersion> {
  const version = parseTmuxVersion((await askTmuxVersion()).stdout);
  if (isSupported(version)) return version;
  throw new TmuxTooOld('no-program', `tmux ${version.text} is too old: agents needs 3.2 or newer.`);
}

/** Reads `tmux 3.3a`, `tmux next-3.7`, `tmux openbsd-7.6`; an unknown spelling counts as the newest. */
export function parseTmuxVersion(line: string): TmuxVersion {
  const text = line.trim().replace(/^tmux /, '');
  const match = /^(?:next-)?(\d+)\.(\d+)/.exec(text);
  return match
    ? { text, major: Number(match[1]), minor: Number(match[2]) }
    : { text, major: Number.POSITIVE_INFINITY, minor: 0 };
}

export function isSupported(version: TmuxVersion): boolean {
  return version.major > 3 || (version.major === 3 && version.minor >= 2);
}

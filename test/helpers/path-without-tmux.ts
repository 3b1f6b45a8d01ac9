import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { ScratchHome } from './scratch-home.ts';

/** The environment of a home on a machine on which tmux is not installed: its PATH has a link to everything else. */
export function withoutTmux({ env, root }: ScratchHome): Readonly<Record<string, string>> {
  const [own = '', ...rest] = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const directory = join(root, 'without-tmux');
  mkdirSync(directory);
  for (const place of rest) for (const name of namesIn(place)) link(join(place, name), join(directory, name));
  return { ...env, PATH: [own, directory].join(delimiter) };
}

function namesIn(place: string): readonly string[] {
  try {
    return readdirSync(place).filter(name => name !== 'tmux');
  } catch {
    return [];
  }
}

function link(from: string, to: string): void {
  try {
    symlinkSync(from, to);
  } catch {
    // One of an earlier place has that name.
  }
}

import { usualBackend } from '../screen/place.ts';

/** Where new sessions live; `auto` takes what fits the machine. */
export const backendSettings = [usualBackend, 'in-process', 'auto'] as const;
export type BackendSetting = (typeof backendSettings)[number];

export interface BackendChoice {
  readonly backend: Exclude<BackendSetting, 'auto'>;
  /** It is not what was asked for, since there is no tmux. */
  readonly lacksTmux?: true;
}

/** tmux where there is one, since sessions outlive the view there; else the view's own process. */
export function chooseBackend(setting: BackendSetting, hasTmux: boolean): BackendChoice {
  if (setting === 'in-process') return { backend: 'in-process' };
  return hasTmux ? { backend: usualBackend } : { backend: 'in-process', lacksTmux: true };
}

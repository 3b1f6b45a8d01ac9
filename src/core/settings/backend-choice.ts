import { usualBackend } from '../screen/place.ts';

/** Where new sessions live; `auto` takes what fits the machine. */
export const backendSettings = [usualBackend, 'in-process', 'iterm2', 'auto'] as const;
export type BackendSetting = (typeof backendSettings)[number];
export type BackendName = Exclude<BackendSetting, 'auto'>;

export interface BackendChoice {
  readonly backend: BackendName;
  /** It is not what was asked for, since there is no tmux. */
  readonly lacksTmux?: true;
  /** It would be panes of the iTerm2 around, if there were the program that opens them. */
  readonly lacksIt2?: true;
}

/** What decides where nothing was asked for. */
export interface Around {
  readonly isInTmux: boolean;
  readonly isInIterm: boolean;
  readonly hasTmux: boolean;
  readonly hasIt2: boolean;
  /** What Claude Code was told of its own teammates, which counts under `auto`. */
  readonly claude?: BackendSetting | undefined;
}

/** Every leaf of the tree by which Claude Code finds where its teammates live, and what the person asked for before it. */
export function chooseBackend(setting: BackendSetting, around: Around): BackendChoice {
  const asked = setting === 'auto' ? (around.claude ?? 'auto') : setting;
  if (asked === 'in-process' || asked === 'iterm2') return { backend: asked };
  if (asked === usualBackend) return tmuxOrView(around);
  if (around.isInTmux || !around.isInIterm) return tmuxOrView(around);
  return around.hasIt2 ? { backend: 'iterm2' } : { ...tmuxOrView(around), lacksIt2: true };
}

/** tmux where there is one, since sessions outlive the view there; else the view's own process. */
function tmuxOrView({ hasTmux }: Around): BackendChoice {
  return hasTmux ? { backend: usualBackend } : { backend: 'in-process', lacksTmux: true };
}

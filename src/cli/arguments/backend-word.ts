import { UserError } from '../../core/errors/user-error.ts';
import { backendSettings } from '../../core/settings/backend-choice.ts';
import { teammateFlag } from '../../core/settings/teammate-mode.ts';
import type { Shell, VerbOption } from '../verb.ts';

/** Where a new session is to live. */
export const backendOption = {
  type: 'string',
  value: 'B',
  doc: 'Where it lives: tmux, in-process (a view, or this command with --wait), iterm2 or auto',
  offers: backendSettings,
} as const satisfies VerbOption;

/** Where one is to live that is started again. */
export const respawnBackendOption = {
  ...backendOption,
  doc: 'Have them live there from now on: tmux, in-process, iterm2 or auto',
} as const satisfies VerbOption;

/** Claude Code's own option for its teammates. */
export const teammateModeOption = {
  type: 'string',
  value: 'B',
  doc: 'The same in Claude Code’s word, where the backend is auto',
  offers: backendSettings,
} as const satisfies VerbOption;

interface Given {
  readonly backend?: string | undefined;
  readonly 'teammate-mode'?: string | undefined;
}

/** Has the words count for this process, before variables and settings. Throws a sentence when one names no backend. */
export function takeBackendWords({ env }: Shell, given: Given, flags: readonly string[] = []): void {
  if (given.backend !== undefined) env['AGENTS_BACKEND'] = checked('--backend', given.backend);
  const behind = teammateFlag(flags);
  const mode = given['teammate-mode'] ?? behind?.value;
  if (mode === undefined) return;
  const from = given['teammate-mode'] === undefined ? '--teammate-mode behind --' : '--teammate-mode';
  env['CLAUDE_CODE_SPAWN_BACKEND'] = checked(from, String(mode));
}

function checked(from: string, word: string): string {
  if (backendSettings.some(name => name === word)) return word;
  throw new UserError('usage', `${from} takes ${backendSettings.join(', ')}; "${word}" is none of them.`);
}

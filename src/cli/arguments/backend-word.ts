import { UserError } from '../../core/errors/user-error.ts';
import { backendSettings } from '../../core/settings/backend-choice.ts';
import type { VerbOption } from '../verb.ts';

/** Where a new session is to live. */
export const backendOption = {
  type: 'string',
  value: 'B',
  doc: 'Where it lives: tmux, in-process (a view, or this command with --wait) or auto',
  offers: backendSettings,
} as const satisfies VerbOption;

/** The word behind `--backend`. Throws a sentence when it names none. */
export function readBackendWord(word: string): string {
  if (backendSettings.some(name => name === word)) return word;
  throw new UserError('usage', `--backend takes ${backendSettings.join(', ')}; "${word}" is none of them.`);
}

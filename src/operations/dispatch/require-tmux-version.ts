import { UserError } from '../../core/errors/user-error.ts';
import { installCommand } from '../../system/programs/require-tmux.ts';
import { TmuxTooOld, tmuxVersion } from '../../tmux/version.ts';

/** Throws a sentence that says how to get a newer tmux, when the one on PATH is too old. 3 ms: it asks tmux. */
export async function requireTmuxVersion(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await tmuxVersion();
  } catch (error) {
    if (!(error instanceof TmuxTooOld)) throw error;
    const advice = `Install it with: ${installCommand(env)}`;
    throw new UserError('no-program', error.message, { advice, cause: error });
  }
}

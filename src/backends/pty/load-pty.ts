import { UserError } from '../../core/errors/user-error.ts';

export type Pty = typeof import('@lydell/node-pty');

/** An optional package with a part for each system, loaded by the first session that needs it. Throws a sentence. */
export async function loadPty(): Promise<Pty> {
  try {
    return await import('@lydell/node-pty');
  } catch (error) {
    throw new UserError(
      'no-program',
      'Sessions cannot live in a view: the package @lydell/node-pty is missing, or has no part for this system.',
      { advice: 'Install tmux, or install agents again with its optional packages.', cause: error },
    );
  }
}

import { UserError } from '../../core/errors/user-error.ts';
/** Why no worktree could be made, and what to do, from what git or the system said. */
export function worktreeProblem(error: unknown, repository: string): Error {
  const said = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  const advice = advices.find(([pattern]) => pattern.test(said))?.[1] ?? '';
  const words = advice.replaceAll('REPOSITORY', repository);
  return new UserError('no-worktree', `No worktree could be made in ${repository}: ${said}.`, {
    advice: `${words && `${words} `}agents run --no-worktree works in the directory itself.`,
    cause: error,
  });
}

const advices: readonly (readonly [RegExp, string])[] = [
  [
    /dubious ownership/,
    'It belongs to another user, so git does not trust it; if you do: git config --global --add safe.directory "REPOSITORY".',
  ],
  [/No space left|disk is full|quota/i, 'Make room, then start it again.'],
  [
    /\.lock|another git process/i,
    'Another git command runs there, or was ended and left that lock: wait, or remove it, then start it again.',
  ],
  [/permission denied/i, 'You may not write there.'],
];

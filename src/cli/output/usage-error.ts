/** Wrong usage of a verb: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

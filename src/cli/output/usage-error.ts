import { UserError } from '../../core/errors/user-error.ts';

/** Wrong usage of a verb: exit code 2. `advice` says what to write instead, often the usage of the verb. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';

  constructor(what: string, advice?: string) {
    super('usage', what, { advice });
  }
}

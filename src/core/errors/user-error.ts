import type { ErrorCode } from './error-codes.ts';

interface More {
  /** What to do; sentences. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/** A failure that is told to a person: `message` is all of it, what failed and what to do. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly code: ErrorCode;
  /** What failed, on which thing; sentences. */
  readonly what: string;
  readonly advice: string | undefined;

  constructor(code: ErrorCode, what: string, { advice, cause }: More = {}) {
    super(advice ? `${what} ${advice}` : what, cause === undefined ? undefined : { cause });
    this.code = code;
    this.what = what;
    this.advice = advice || undefined;
  }
}

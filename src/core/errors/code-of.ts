import type { ErrorCode } from './error-codes.ts';
import { UserError } from './user-error.ts';

/** What the system calls it when a file or directory cannot be read or written. */
const ofSystem: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
};

/** The code of an error, or of the first of its causes that has one. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof UserError) return error.code;
  if (!(error instanceof Error)) return 'failed';
  const own = 'code' in error && typeof error.code === 'string' ? ofSystem[error.code] : undefined;
  return own ?? codeOf(error.cause);
}

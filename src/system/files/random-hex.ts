/**
 * Hexadecimal digits of so many random bytes. `node:crypto` is loaded when needed: 5 ms
 * that the first frame need not pay.
 */
export function randomHex(bytes: number): string {
  return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}

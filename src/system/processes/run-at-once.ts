import { childStreams } from '../../core/machine/private-descriptors.ts';

/**
 * Runs a program and waits for it, 1 s at most: for the few facts a Mac tells only through one. Returns its output,
 * throws when it fails. Times and numbers in it do not depend on the person's language.
 */
export function runAtOnce(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): string {
  const { execFileSync } = process.getBuiltinModule('node:child_process');
  return execFileSync(file, args, {
    encoding: 'utf8',
    timeout: 1000,
    stdio: childStreams('ignore', 'pipe', 'ignore'),
    env: { ...process.env, ...environment, LC_ALL: 'C', TZ: 'UTC' },
  });
}

import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Absolute path of the first executable with this name on PATH; a name with a slash is looked at as it is. Undefined
 * when there is none. Relative parts of PATH are passed over: a repository must not bring its own `git`.
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  if (name.includes('/')) return isExecutable(name) ? name : undefined;
  if (name === '') return undefined;
  return (env['PATH'] ?? '')
    .split(':')
    .filter(isAbsolute)
    .map(directory => join(directory, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

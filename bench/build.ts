import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A built program. */
export interface Build {
  readonly name: string;
  /** What a shell finds as `agents`: started by its first line, as an installed one is. */
  readonly program: string;
}

export const ownBuild: Build = {
  name: 'new',
  program: fileURLToPath(new URL('../dist/agents.js', import.meta.url)),
};

/** The build of another checkout. Throws a sentence when there is none. */
export function buildIn(directory: string): Build {
  const program = join(resolve(directory), 'dist/agents.js');
  if (existsSync(program)) return { name: 'old', program };
  throw new Error(
    `--against ${directory}: there is no dist/agents.js. Build it there: node scripts/build.mjs`,
  );
}

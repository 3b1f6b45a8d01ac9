import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The program's file name, without its ending; `scripts/build.mjs` puts it in. */
declare const PROGRAM: string;

/** What the build makes of `src/cli.ts`. A script cannot load other files by itself. */
type Program = (
  require: NodeJS.Require,
  load: (path: string) => Promise<unknown>,
) => { readonly main: (words: readonly string[]) => Promise<void> };

/**
 * `dist/agents.js`: runs the program from V8's code cache, which the build leaves beside it, so that nothing has to be
 * compiled (20 ms). A cache belongs to one version of Node: without a fitting one the program is compiled as usual.
 */
const path = join(__dirname, PROGRAM);
const cachedData = contentOf(`${path}-${process.version}-${process.arch}.cache`);
const script = new Script(readFileSync(`${path}.js`, 'latin1'), {
  filename: `${path}.js`,
  ...(cachedData && { cachedData }),
});
const program = script.runInThisContext() as Program;
void program(require, part => import(part)).main(process.argv.slice(2));

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

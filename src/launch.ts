import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The program's file name, without its ending; `scripts/build.mjs` puts it in. */
declare const PROGRAM: string;

type Load = (name: string) => Promise<unknown>;
/** What the build makes of a part of the program; a script cannot load anything by itself. */
type Part = (require: NodeJS.Require, load: Load) => unknown;

/**
 * `dist/agents.js`: runs the program and its parts from V8's code cache, which the build leaves beside them, so that
 * nothing has to be compiled (20 ms for the program). A cache belongs to one version of Node: without a fitting one
 * everything is compiled as usual.
 */
function run(name: string): unknown {
  const path = join(__dirname, name);
  const cachedData = contentOf(`${path}-${process.version}-${process.arch}.cache`);
  const script = new Script(readFileSync(`${path}.js`, 'latin1'), {
    filename: `${path}.js`,
    ...(cachedData && { cachedData }),
  });
  return (script.runInThisContext() as Part)(require, load);
}

async function load(name: string): Promise<unknown> {
  const part = run(name) as { readonly loaded?: Promise<unknown> };
  // Ink's part cannot be made at once: it waits for Yoga.
  return part.loaded ?? part;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const { main } = run(PROGRAM) as { readonly main: (words: readonly string[]) => Promise<void> };
void main(process.argv.slice(2));

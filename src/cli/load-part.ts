import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { PartName } from './part-for.ts';

/** The file name of each part, without its ending; `scripts/build.mjs` puts them in. */
declare const PARTS: Readonly<Record<PartName, string>>;

type Load = (file: string) => Promise<unknown>;
/** What the build makes of a part of the program; a script cannot load anything by itself. */
type Part = (require: NodeJS.Require, load: Load) => unknown;

/** What a part exports. */
export function loadPart(name: PartName): unknown {
  return run(PARTS[name]);
}

/**
 * Runs a part from V8's code cache, which the build leaves beside it, so that nothing has to be compiled (20 ms for the
 * view). A cache belongs to one version of Node: without a fitting one everything is compiled as usual.
 */
function run(file: string): unknown {
  const path = join(__dirname, file);
  const cachedData = contentOf(`${path}-${process.version}-${process.arch}.cache`);
  const script = new Script(readFileSync(`${path}.js`, 'latin1'), {
    filename: `${path}.js`,
    ...(cachedData && { cachedData }),
  });
  return (script.runInThisContext() as Part)(require, load);
}

const loaded = new Map<string, unknown>();

/** Made once, like a module: each copy of execa would listen to every signal, for as long as the process lives. */
async function load(file: string): Promise<unknown> {
  const part = loaded.get(file) ?? run(file);
  loaded.set(file, part);
  // Ink's part cannot be made at once: it waits for Yoga.
  return (part as { readonly loaded?: Promise<unknown> }).loaded ?? part;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

// Runs one TypeScript file: `node scripts/run-ts.mjs FILE [arguments…]`. Node 20 cannot by itself.
import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const file = argv[2];
if (!file) {
  console.error('usage: node scripts/run-ts.mjs FILE [arguments…]');
  process.exit(2);
}
/** In one bundle every file would think that it lies where the bundle does. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => ({
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', `'${pathToFileURL(path).href}'`),
    }));
  },
};

// Packages stay outside and are looked up from the file's place, so that is where the result has to lie.
const { outputFiles } = await build({
  entryPoints: [resolve(file)],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  jsx: 'automatic',
  sourcemap: 'inline',
  plugins: [ownPlaces],
  write: false,
  logLevel: 'warning',
});
const temporary = join(dirname(resolve(file)), `.run-${process.pid}.mjs`);
await writeFile(temporary, outputFiles[0].contents);
argv.splice(1, 2, temporary);
// However it ends: the file may call process.exit itself.
process.once('exit', () => rmSync(temporary, { force: true }));
await import(pathToFileURL(temporary).href);

// How the build makes Ink's part: what stands in it for two packages that Ink imports, and two changes of Ink itself, each
// with what it gains (bench/BUILD.md).
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const replacements = {
  // The package waits for its wasm while its module is made, which no CommonJS file can; this tells when it is `ready`.
  'yoga-layout': `
    import { loadYoga } from 'yoga-layout/load';
    let yoga;
    export const ready = loadYoga().then(loaded => { yoga = loaded; });
    export { yoga as default };
    export * from 'yoga-layout/load';
  `,
  // Counts cells as tmux does, and the lines of the view are made with it. With the package, which splits every line into
  // graphemes, a key takes twice as long to its frame, and Ink a tenth longer to its first.
  'string-width': "export { cells as default } from './src/core/text/safe-text.ts';",
};

const withReplacements = {
  name: 'with-replacements',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z-]+$/ }, ({ path }) =>
      Object.hasOwn(replacements, path) ? { path, namespace: 'replacements' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'replacements' }, ({ path }) => ({
      contents: replacements[path],
      resolveDir: root,
    }));
  },
};

/**
 * Ink paints every frame cell by cell. A frame that has nothing but whole lines, as the view's are, is those lines: without
 * this a key's frame of 65 lines takes 56 ms of the processor instead of 10, and Ink a quarter longer to its first.
 */
const withPlainRows = {
  name: 'with-plain-rows',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/output\.js$/ }, ({ path }) =>
      changed(path, '    get() {\n', `    get() {\n${plainRows}`),
    );
  },
};

const plainRows = `
        const isPlain = operation => operation.type === 'write' && operation.x === 0 && !operation.text.includes('\\n')
            && Number.isInteger(operation.y) && operation.y >= 0 && operation.y < this.height;
        if (this.operations.every(isPlain) && new Set(this.operations.map(({ y }) => y)).size === this.operations.length) {
            const rows = Array.from({ length: this.height }, () => '');
            for (const { y, text, transformers } of this.operations) {
                rows[y] = transformers.reduce((line, transformer) => transformer(line, 0), text).trimEnd();
            }
            return { output: rows.join('\\n'), height: rows.length };
        }
`;

/**
 * Ink waits for its developer tools while its module is made, which no CommonJS file can. There are none here. As an ES
 * module Ink's part takes 84 ms of the processor to load instead of 53, as Node keeps no compiled code of one.
 */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/reconciler\.js$/ }, ({ path }) =>
      changed(path, "if (process.env['DEV'] === 'true')", 'if (false)', 2),
    );
  },
};

/** Should the file have changed, the build stops rather than leave the change out. */
async function changed(path, place, instead, times = 1) {
  const source = await readFile(path, 'utf8');
  if (source.split(place).length !== times + 1) throw new Error(`${path}: "${place}" is not where it was`);
  return { contents: source.replaceAll(place, () => instead) };
}

export const inkPlugins = [withReplacements, withPlainRows, withoutDevtools];

/** Yoga asks for it, unused for its inlined wasm: the question alone makes Node load undici. */
export const inkDefine = { fetch: 'undefined' };

// What the build changes in Ink and what it loads. Should their files change, the build stops.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ink waits for its developer tools while its module is made, which no CommonJS file can. There are none here. */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/reconciler\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const place = "if (process.env['DEV'] === 'true')";
      if (source.split(place).length !== 3) throw new Error(`${path}: ${place} is not where it was`);
      return { contents: source.replaceAll(place, 'if (false)') };
    });
  },
};

/** Yoga asks for `fetch`, unused for its inlined wasm: the question alone makes Node load undici. */
const withoutFetch = {
  name: 'without-fetch',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('typeof fetch', '"undefined"'),
    }));
  },
};

/** Yoga is made while its module is, which no CommonJS file can wait for; here it tells when it is `ready`. */
const withoutWaiting = {
  name: 'without-waiting',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-layout\/dist\/src\/index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const place = 'const Yoga = wrapAssembly(await loadYoga());\nexport default Yoga;';
      if (source.split(place).length !== 2) throw new Error(`${path}: Yoga is not made where it was`);
      const instead = `let Yoga;
        export const ready = loadYoga().then(library => { Yoga = wrapAssembly(library); });
        export { Yoga as default };`;
      return { contents: source.replace(place, instead) };
    });
  },
};

/**
 * Ink and wrap-ansi measure text with string-width, which makes a grapheme segmenter and an emoji expression when it
 * is loaded (20 ms). Ours counts cells as tmux does, and the lines of the view are made with it.
 */
const withOwnWidths = {
  name: 'with-own-widths',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'own-widths' }));
    onLoad({ filter: /.*/, namespace: 'own-widths' }, () => ({
      contents: "export { cells as default } from './src/core/text/safe-text.ts'",
      resolveDir: root,
    }));
  },
};

/**
 * Ink paints every frame cell by cell (17 ms for 50 rows on Node 20). A frame that has nothing but whole lines, as
 * the view's are, is those lines. Should Ink's file change, the build stops rather than leave this out.
 */
const withPlainRows = {
  name: 'with-plain-rows',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/output\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const place = '    get() {\n';
      if (source.split(place).length !== 2) throw new Error(`${path}: get() is not where it was`);
      return { contents: source.replace(place, `${place}${plainRows}`) };
    });
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
 * Ink keeps the last 4096 to 8192 texts that it measured and as many that it cut: 25 MiB after an hour of changing
 * rows. A screen has 60 lines, and few of them stay the same for long.
 */
const withSmallCaches = {
  name: 'with-small-caches',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/(measure|wrap)-text\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const place = 'maxSize: 4096';
      if (source.split(place).length !== 2) throw new Error(`${path}: "${place}" is not where it was`);
      return { contents: source.replace(place, 'maxSize: 256') };
    });
  },
};

export const inkChanges = [
  withoutDevtools,
  withoutFetch,
  withoutWaiting,
  withPlainRows,
  withOwnWidths,
  withSmallCaches,
];

// Bundles the program into dist/: agents.js, which starts at once and holds `agents list`; light, the verbs that need
// no agent's rules; main, the other verbs; full, the view and the supervisor, with Ink as a chunk that only the view
// loads. Each part is whole in itself, since a file costs 0.5 ms and code that is not needed 1 ms for 10 kB.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const marker = join(dist, 'agents.js');

export async function build() {
  await mkdir(dist, { recursive: true });
  const agent = await bundleScriptedAgent();
  for (const { path, contents } of agent) await write(path, contents);
  const program = await bundleProgram();
  // The entry goes last: until then the old entry and its chunks still fit together.
  const entryLast = program.toSorted((a, b) => Number(a.path === marker) - Number(b.path === marker));
  for (const { path, contents } of entryLast) await write(path, contents);
  const kept = new Set([...agent, ...program].map(({ path }) => relative(dist, path)));
  for (const name of await readdir(dist))
    if (!kept.has(name)) await rm(join(dist, name), { recursive: true });
}

/** Builds unless dist/agents.js is newer than everything that it is made of. */
export async function buildIfNeeded() {
  const built = await stat(marker).catch(() => undefined);
  const sources = ['src', 'scripts', 'test/helpers', 'package-lock.json', 'package.json'];
  const newest = Math.max(...(await Promise.all(sources.map(source => newestIn(join(root, source))))));
  if (!built || built.mtimeMs < newest) await build();
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  write: false,
  outdir: dist,
  logLevel: 'warning',
};

/** The entry holds the list alone; the rest is apart, with chunks of its own. */
async function bundleProgram() {
  const program = {
    ...common,
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
    },
    banner: { js: '#!/usr/bin/env node' },
  };
  const { banner: _shebang, ...bare } = program;
  const named = { ...bare, entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]' };
  const plain = { format: 'cjs', plugins: [withPartsApart] };
  const modules = { format: 'esm', outExtension: { '.js': '.mjs' }, banner: withRequire };
  const part = (name, options) => bundle({ ...named, ...options, entryPoints: { [name]: sources[name] } });
  const results = await Promise.all([
    bundle({ ...program, ...plain, entryPoints: { agents: 'src/cli.ts' } }),
    part('light', { ...plain, plugins: [withRulesApart, withPartsApart] }),
    part('main', plain),
    part('full', {
      ...modules,
      splitting: true,
      plugins: [
        withFewParts,
        withPartsApart,
        withoutDevtools,
        withoutFetch,
        withPlainRows,
        withOwnWidths,
        withMouse,
        withSmallCaches,
      ],
    }),
    part('execa', modules),
  ]);
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  return [...files.map(file => withNames(file, files)), packageFile];
}

/** Node takes 8 ms longer to its first line in an ES module, so only what needs it is one (Ink). */
const packageFile = { path: join(dist, 'package.json'), contents: Buffer.from('{ "type": "commonjs" }\n') };

/** CommonJS packages inside an ES module call require() for Node's own modules. */
const withRequire = {
  js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};

/** The parts; what loads one of them does so with `import()`. */
const sources = {
  light: 'src/cli/light.ts',
  main: 'src/cli/main.ts',
  full: 'src/cli/full.ts',
  execa: 'execa',
};

/** Their names have a hash, so that an old entry never finds a new rest. */
const withPartsApart = {
  name: 'with-parts-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^execa$|\/(light|main|full)\.ts$/ }, ({ path, kind }) => {
      const [, part = path] = /\/(\w+)\.ts$/.exec(path) ?? [];
      return kind === 'dynamic-import' ? { path: `./PART-${part}`, external: true } : undefined;
    });
  },
};

/**
 * Each file that the view's start loads costs it 1 ms, and every `import()` splits what its module shares with others
 * into files of its own. Of the view and the supervisor only Ink's part is apart.
 */
const withFewParts = {
  name: 'with-few-parts',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const imports = [];
      const text = (await readFile(path, 'utf8')).replace(
        /(?<!typeof )import\('(\.[^']+)'\)/g,
        (all, module) => {
          if (/\/(open|light|main|full)\.ts$/.test(module)) return all;
          imports.push(`import * as part${imports.length} from '${module}';`);
          return `Promise.resolve(part${imports.length - 1})`;
        },
      );
      return { contents: [text, ...imports].join('\n'), loader: 'ts' };
    });
  },
};

/** What the light verbs need the agents' rules for now and then, `main` has, and exports. */
const withRulesApart = {
  name: 'with-rules-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/(adopted|agent-output)\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './PART-main', external: true } : undefined,
    );
  },
};

/** One CommonJS file loads another at once; `import()` would start the loader of ES modules, 5 ms. */
function withNames({ path, text }, files) {
  const nameOf = part => {
    const found = files.map(file => relative(dist, file.path)).find(name => name.startsWith(`${part}-`));
    if (!found) throw new Error(`${path} loads ${part}, which was not made`);
    return found;
  };
  const named = text
    .replace(
      /\bimport\("\.\/PART-(light|main)"\)/g,
      (_all, part) => `Promise.resolve().then(()=>require("./${nameOf(part)}"))`,
    )
    .replace(/\.\/PART-(\w+)/g, (_all, part) => `./${nameOf(part)}`);
  return { path, contents: Buffer.from(named) };
}

async function bundleScriptedAgent() {
  const result = await bundle({
    ...common,
    format: 'cjs',
    entryPoints: { 'scripted-agent': 'test/helpers/scripted-agent.ts' },
    banner: { js: '#!/usr/bin/env node' },
  });
  return result.outputFiles;
}

/** Ink names an optional peer that we do not install. */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
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
 * Ink drops the mouse's sequences, and gives up on one that comes in two pieces more than 20 ms apart: its rest would
 * be typed. Here they reach `useInput`.
 */
const withMouse = {
  name: 'with-mouse',
  setup({ onLoad }) {
    const changed = (file, place, instead) =>
      onLoad({ filter: file }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (source.split(place).length !== 2) throw new Error(`${path}: "${place}" is not where it was`);
        return { contents: source.replace(place, instead) };
      });
    changed(
      /ink\/build\/components\/App\.js$/,
      'if (isCompleteControlSequence(event)) {',
      "if (isCompleteControlSequence(event) && !event.startsWith('\\u001B[<')) {",
    );
    changed(
      /ink\/build\/input-parser\.js$/,
      '!pending.startsWith(pasteStart) &&',
      "!pending.startsWith(pasteStart) && !pending.startsWith('\\u001B[<') &&",
    );
  },
};

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

async function write(path, contents) {
  const before = await readFile(path).catch(() => undefined);
  if (!before?.equals(contents) || path === marker) {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    await writeFile(temporary, contents, { mode: 0o755 });
    await rename(temporary, path);
  }
}

async function newestIn(path) {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  return Math.max(0, ...(await Promise.all(names.map(name => newestIn(join(path, name))))));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await (argv.includes('--if-needed') ? buildIfNeeded() : build());
  } catch (error) {
    // esbuild has printed its own errors, with their places.
    if (!error.errors) console.error(`The build failed: ${error.message}`);
    process.exitCode = 1;
  }
}

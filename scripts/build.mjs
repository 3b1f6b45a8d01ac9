// Bundles the program into dist/: agents.js, which starts one of its parts; Ink, execa and the pseudo-terminals, which some of
// them load; and the demo's agent.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { inkDefine, inkPlugins } from './ink-part.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const marker = join(dist, 'agents.js');

export async function build() {
  await mkdir(dist, { recursive: true });
  const agent = await bundleScriptedAgent();
  for (const { path, contents } of agent) await write(path, contents);
  const { entry, parts } = await bundleProgram();
  for (const { path, contents } of [packageFile, ...parts]) await write(path, contents);
  const caches = parts.map(({ path }) => cacheOf(path));
  if (!(await Promise.all(caches.map(exists))).every(Boolean)) await makeCaches(parts, caches);
  // The entry goes last: until then the old entry and its parts still fit together.
  await write(entry.path, entry.contents);
  const files = [...agent, entry, packageFile, ...parts].map(({ path }) => path);
  const kept = new Set([...files, ...caches].map(path => relative(dist, path)));
  for (const name of await readdir(dist))
    if (!kept.has(name)) await rm(join(dist, name), { recursive: true });
}

/** Builds unless dist/agents.js is newer than everything that it is made of, and there is a code cache for this Node. */
export async function buildIfNeeded() {
  const built = await stat(marker).catch(() => undefined);
  const names = built ? await readdir(dist) : [];
  const hasCache = names.some(name => name.endsWith(cacheOf('.js')));
  const sources = ['src', 'scripts', 'package-lock.json', 'package.json'];
  const newest = Math.max(...(await Promise.all(sources.map(source => newestIn(join(root, source))))));
  if (!hasCache || built.mtimeMs < newest) await build();
}

/**
 * What of it nothing uses can go: esbuild keeps every module that does not say so of itself. Its changing of texts alone
 * makes 4,000 strings of blanks at each start (340 KB, 3 ms with the collection of garbage that they bring about).
 */
const jsoncParser = {
  name: 'jsonc-parser',
  setup({ onResolve, resolve }) {
    onResolve(
      { filter: /^jsonc-parser$|^\.\/impl\/|^\.\/(?:scanner|string-intern)$/ },
      async ({ path, pluginData, ...from }) => {
        if (pluginData === jsoncParser || !/jsonc-parser/.test(path + from.importer)) return undefined;
        const found = await resolve(path, { ...from, pluginData: jsoncParser });
        return { ...found, sideEffects: false };
      },
    );
  },
};

const common = {
  plugins: [jsoncParser],
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  // The other form of jsonc-parser asks for its parts in a way that cannot be bundled.
  mainFields: ['module', 'main'],
  format: 'cjs',
  target: 'node20',
  write: false,
  outdir: dist,
  logLevel: 'warning',
};

/**
 * Each part of the program in one CommonJS file, whose modules are made when something imports them; Ink and execa,
 * which most of it never needs, in files of their own, as are pseudo-terminals with xterm. Node takes 8 ms to its first line in an ES module, and keeps no
 * cache of its code.
 */
async function bundleProgram() {
  const [ink, execa, pty] = await Promise.all([
    bundlePart('ink', {
      stdin: { contents: inkEntry, resolveDir: root },
      plugins: inkPlugins,
      define: { ...forParts.define, ...inkDefine },
    }),
    bundlePart('execa', { entryPoints: ['execa'] }),
    bundlePart('pty', { entryPoints: [ptyPart] }),
  ]);
  const plugins = [jsoncParser, withLoaded({ [inkPart]: ink, execa, [ptyPart]: pty })];
  const define = { ...forParts.define, BUILD: JSON.stringify(await hashOfSources()) };
  const names = (await readdir(join(root, entries))).map(file => file.replace(/\.ts$/, ''));
  const parts = await Promise.all(
    names.map(name => bundlePart(name, { entryPoints: [`${entries}/${name}.ts`], plugins, define })),
  );
  const files = Object.fromEntries(parts.map((part, index) => [names[index], part.name]));
  const launch = await bundleOne({
    ...common,
    entryPoints: ['src/main.ts'],
    define: { PARTS: JSON.stringify(files) },
    banner: { js: '#!/usr/bin/env node' },
  });
  return { entry: { path: marker, contents: Buffer.from(launch) }, parts: [...parts, ink, execa, pty] };
}

const entries = 'src/cli/parts';
const inkPart = 'src/ui/ink/app.tsx';
const ptyPart = 'src/backends/pty/host.ts';
const ptyPackage = '@lydell/node-pty';
/** Ink's modules use Yoga as soon as they are made. */
const inkEntry = `
  import { ready } from 'yoga-layout';
  export const loaded = ready.then(() => import('./${inkPart}'));
`;

async function hashOfSources() {
  const hash = createHash('sha256');
  const files = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const paths = files.filter(file => file.isFile()).map(file => join(file.parentPath, file.name));
  for (const path of paths.sort()) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 8);
}

/** The name has a hash, so that an old entry never finds a new rest. */
async function bundlePart(title, options) {
  const text = asFunction(await bundleOne({ ...common, ...forParts, ...options }));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const name = `${title}-${hash}`;
  return { name, path: join(dist, `${name}.js`), contents: Buffer.from(text) };
}

const forParts = {
  // It has machine code, and stays where it was installed.
  external: [ptyPackage],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** As `src/cli/load-part.ts` looks for it. */
function cacheOf(part) {
  return part.replace(/\.js$/, `-${process.version}-${process.arch}.cache`);
}

/** Without them the program works as well, and starts slower. */
async function makeCaches(parts, caches) {
  const script = join(root, 'scripts/code-cache.mjs');
  const pairs = parts.flatMap(({ path }, index) => [path, `${caches[index]}.${process.pid}`]);
  try {
    await promisify(execFile)(process.execPath, [script, ...pairs], { timeout: 60_000 });
    for (const cache of caches) await rename(`${cache}.${process.pid}`, cache);
  } catch (error) {
    for (const cache of caches) await rm(`${cache}.${process.pid}`, { force: true });
    console.error(
      `The program will start slower, as its code cache could not be made: ${error.stderr || error.message}`,
    );
  }
}

async function bundleOne(options) {
  const { outputFiles } = await bundle(options);
  return plainText(outputFiles[0].text);
}

/**
 * esbuild leaves letters beyond ASCII in regular expressions; V8 compiles a file that has one of them at half the speed,
 * since every letter of it then takes two bytes. There are no tagged templates for which the escapes would differ.
 */
function plainText(text) {
  return text.replace(/[^\u0000-\u007f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * `src/cli/load-part.ts` compiles it as a script, to which Node gives nothing: what loads
 * other files comes as arguments.
 */
function asFunction(text) {
  const body = text
    .replace(/\bimport\("\.\/([^"]+)"\)/g, 'load("$1")')
    .replace(/\bimport\(("(?:node:[^"]+|@lydell\/node-pty)")\)/g, 'Promise.resolve().then(()=>require($1))');
  return `(function(require,load){"use strict";var module={exports:{}},exports=module.exports;${body}\nreturn module.exports})`;
}

/** Only what is an ES module is one. */
const packageFile = { path: join(dist, 'package.json'), contents: Buffer.from('{ "type": "commonjs" }\n') };

/** What `import()` loads of them comes through `load`, see `asFunction`. */
function withLoaded(parts) {
  return {
    name: 'with-loaded',
    setup({ onResolve }) {
      onResolve({ filter: /^execa$|\/app\.tsx$|\/host\.ts$/ }, ({ path, kind, resolveDir }) => {
        const part = parts[path.startsWith('.') ? relative(root, join(resolveDir, path)) : path];
        return part && kind === 'dynamic-import' ? { path: `./${part.name}`, external: true } : undefined;
      });
    },
  };
}

async function bundleScriptedAgent() {
  const result = await bundle({
    ...common,
    entryPoints: { 'scripted-agent': 'src/demo/scripted-agent.ts' },
    banner: { js: '#!/usr/bin/env node' },
  });
  return result.outputFiles;
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await (process.argv.includes('--if-needed') ? buildIfNeeded() : build());
  } catch (error) {
    // esbuild has printed its own errors, with their places.
    if (!error.errors) console.error(`The build failed: ${error.message}`);
    process.exitCode = 1;
  }
}

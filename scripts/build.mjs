// Bundles the program into dist/: agents.js, which starts program-*.js; Ink's part and execa, which only some of it
// needs; and the demo's agent.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { inkChanges } from './ink-changes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const marker = join(dist, 'agents.js');

export async function build() {
  await mkdir(dist, { recursive: true });
  const agent = await bundleScriptedAgent();
  for (const { path, contents } of agent) await write(path, contents);
  const { entry, rest, whole } = await bundleProgram();
  for (const { path, contents } of rest) await write(path, contents);
  const cache = cacheOf(whole.path);
  if (!(await exists(cache))) await makeCache(whole.path, cache);
  // The entry goes last: until then the old entry and its parts still fit together.
  await write(entry.path, entry.contents);
  const kept = new Set([...agent, entry, ...rest, { path: cache }].map(({ path }) => relative(dist, path)));
  for (const name of await readdir(dist))
    if (!kept.has(name)) await rm(join(dist, name), { recursive: true });
}

/** Builds unless dist/agents.js is newer than everything that it is made of, and there is a code cache for this Node. */
export async function buildIfNeeded() {
  const built = await stat(marker).catch(() => undefined);
  const names = built ? await readdir(dist) : [];
  const hasCache = names.some(name => name.endsWith(cacheOf('.js')));
  const sources = ['src', 'scripts', 'test/helpers', 'package-lock.json', 'package.json'];
  const newest = Math.max(...(await Promise.all(sources.map(source => newestIn(join(root, source))))));
  if (!hasCache || built.mtimeMs < newest) await build();
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

/**
 * The program in one CommonJS file, whose modules are made when something imports them: Node takes 8 ms longer to its
 * first line in an ES module. Ink and execa are ES modules and files of their own, which most of the program never needs.
 */
async function bundleProgram() {
  const program = {
    ...common,
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
    },
  };
  const modules = { banner: withRequire };
  const [ink, execa] = await Promise.all([
    bundleOne({ ...program, ...modules, entryPoints: [inkPart], plugins: inkChanges }),
    bundleOne({ ...program, ...modules, entryPoints: ['execa'] }),
  ]);
  const parts = { ink: named('ink', 'mjs', ink), execa: named('execa', 'mjs', execa) };
  const body = await bundleOne({
    ...program,
    format: 'cjs',
    entryPoints: ['src/cli.ts'],
    plugins: [withParts({ [inkPart]: parts.ink, execa: parts.execa })],
  });
  const whole = named('program', 'js', asFunction(body));
  const launch = await bundleOne({
    ...common,
    format: 'cjs',
    entryPoints: ['src/launch.ts'],
    define: { PROGRAM: JSON.stringify(basename(whole.path, '.js')) },
    banner: { js: '#!/usr/bin/env node' },
  });
  const entry = { path: marker, contents: Buffer.from(launch) };
  return { entry, rest: [whole, ...Object.values(parts), packageFile], whole };
}

/** As `src/launch.ts` looks for it. */
function cacheOf(program) {
  return program.replace(/\.js$/, `-${process.version}-${process.arch}.cache`);
}

/** Without it the program works as well, and starts slower. */
async function makeCache(program, cache) {
  const temporary = `${cache}.${process.pid}`;
  try {
    const script = join(root, 'scripts/code-cache.mjs');
    await promisify(execFile)(process.execPath, [script, program, temporary], { timeout: 60_000 });
    await rename(temporary, cache);
  } catch (error) {
    await rm(temporary, { force: true });
    console.error(
      `The program will start slower, as its code cache could not be made: ${error.stderr || error.message}`,
    );
  }
}

const inkPart = 'src/ui/app.tsx';

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

/** The name has a hash, so that an old entry never finds a new rest. */
function named(name, ending, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { path: join(dist, `${name}-${hash}.${ending}`), contents: Buffer.from(text) };
}

/** `src/launch.ts` compiles it as a script, to which Node gives nothing: what loads other files comes as arguments. */
function asFunction(text) {
  const body = text
    .replace(/\bimport\(("\.\/[^"]+")\)/g, 'load($1)')
    .replace(/\bimport\(("node:[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))');
  const left = /\bimport\([^)]{0,60}\)/.exec(body)?.[0];
  if (left) throw new Error(`${left} stands in the program, which is a script and cannot load it`);
  return `(function(require,load){"use strict";var module={exports:{}},exports=module.exports;${body}\nreturn module.exports})`;
}

/** Only what is an ES module is one. */
const packageFile = { path: join(dist, 'package.json'), contents: Buffer.from('{ "type": "commonjs" }\n') };

/** CommonJS packages inside an ES module call require() for Node's own modules. */
const withRequire = {
  js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};

/** Files of their own are loaded by `import()`. */
function withParts(parts) {
  return {
    name: 'with-parts',
    setup({ onResolve }) {
      onResolve({ filter: /^execa$|\/app\.tsx$/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const source = path.startsWith('.') ? relative(root, join(resolveDir, path)) : path;
        const part = parts[source];
        return part && { path: `./${basename(part.path)}`, external: true };
      });
    },
  };
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

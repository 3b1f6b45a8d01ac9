import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the house', () => {
  it('has rooms whose imports go down only', () => {
    expect(
      importsThat(({ room, target }) => target !== undefined && !mayImport[room]?.includes(target)),
    ).toEqual([]);
  });

  it('keeps core pure: no module of Node, and only packages that are pure themselves', () => {
    const pure = [
      'zustand/vanilla',
      'valibot',
      'string-width',
      'wrap-ansi',
      'fuzzysort',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
    ];
    expect(
      importsThat(
        ({ room, target, name }) => room === 'core' && target === undefined && !pure.includes(name),
      ),
    ).toEqual([]);
  });

  it('keeps the view free of I/O', () => {
    expect(importsThat(({ room, name, isType }) => room === 'ui' && isNode(name) && !isType)).toEqual([]);
  });

  it('starts programs in the few files that are there for it', () => {
    const starters = [
      'src/tmux/client.ts',
      'src/system/processes/run.ts',
      'src/system/processes/process-tree.ts',
      'src/system/processes/spawn-detached.ts',
      'src/system/processes/run-in-terminal.ts',
    ];
    const spawns = ['node:child_process', 'child_process', 'execa'];
    expect(
      importsThat(({ file, name, isType }) => spawns.includes(name) && !isType && !starters.includes(file)),
    ).toEqual([]);
  });

  it('runs git through the one function that keeps it from running anything else', () => {
    const calls = /\b(?:run\w*|execa|exec\w*|spawn\w*)\(\s*['"`](?:\S*\/)?git['"`]/;
    const files = sources.filter(({ text }) => calls.test(text)).map(({ file }) => file);
    expect(files).toEqual(['src/system/git/git.ts']);
  });

  it('prints JSON through the one function that leaves no control characters in it', () => {
    const prints = sources.filter(({ text }) => /\b(?:writeOutput|print)\([^;]*JSON\.stringify/.test(text));
    expect(prints.map(({ file }) => file)).toEqual([]);
  });

  it('has no file of more than 250 lines', () => {
    expect(
      sources.filter(({ text }) => text.trimEnd().split('\n').length > 250).map(({ file }) => file),
    ).toEqual([]);
  });

  it('exports by name', () => {
    expect(
      sources.filter(({ text }) => /^export default\b|\bas default\b/m.test(text)).map(({ file }) => file),
    ).toEqual([]);
  });

  it('calls no file or folder by a word that says nothing', () => {
    const banned = /(^|[/-])(utils?|helpers?|common|manager|service|handler)s?([./-]|$)/;
    expect(sources.map(({ file }) => file).filter(file => banned.test(file))).toEqual([]);
  });

  it('is tested on real things', () => {
    const mocks = /\bvi\s*\.\s*(mock|doMock|stubGlobal)\b/;
    expect(tests.filter(({ text }) => mocks.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

/** The rooms, and which others each may import; every room may import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  ui: ['ui', 'core'],
  system: ['system', 'core'],
  tmux: ['tmux', 'core'],
  backends: ['backends', 'tmux', 'system', 'core'],
  runtime: ['runtime', 'backends', 'tmux', 'system', 'core'],
  supervisor: ['supervisor', 'runtime', 'backends', 'tmux', 'system', 'core'],
  cli: ['cli', 'ui', 'supervisor', 'runtime', 'backends', 'tmux', 'system', 'core'],
};

interface Source {
  readonly file: string;
  readonly text: string;
}

interface Import {
  readonly file: string;
  readonly room: string;
  /** As written: `../core/screen.ts`, `node:fs`, `ink`. */
  readonly name: string;
  /** The room it leads to; undefined for a package or a module of Node. */
  readonly target: string | undefined;
  readonly isType: boolean;
}

const sources = read('src');
const tests = read('test').filter(({ file }) => file !== 'test/architecture.test.ts');
const imports = sources.flatMap(importsOf);

function importsThat(isWrong: (found: Import) => boolean): string[] {
  return imports.filter(isWrong).map(({ file, name }) => `${file} imports ${name}`);
}

function read(folder: string): Source[] {
  const names = readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' });
  return names
    .filter(name => /\.tsx?$/.test(name))
    .map(name => ({ file: `${folder}/${name}`, text: readFileSync(`${root}/${folder}/${name}`, 'utf8') }));
}

function importsOf({ file, text }: Source): Import[] {
  const statements =
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(statements)].map(([, type, plain, lazy]) => {
    const name = plain ?? lazy ?? '';
    const path = name.startsWith('.') ? new URL(name, `file:///${file}`).pathname.slice(1) : '';
    const target = path.startsWith('src/') ? roomOf(path) : undefined;
    return { file, room: roomOf(file), name, target, isType: type !== undefined };
  });
}

/** `src/runtime.ts` and `src/runtime/…` are one room, as are `src/cli.ts` and `src/cli/…`. */
function roomOf(file: string): string {
  return file.replace(/^src\//, '').replace(/[./].*$/, '');
}

function isNode(name: string): boolean {
  return name.startsWith('node:') || ['fs', 'path', 'os', 'process', 'child_process', 'tty'].includes(name);
}

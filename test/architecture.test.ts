import { describe, expect, it } from 'vitest';
import { circles, folderOf, type Import, importsOf, readSources, roomOf } from './helpers/sources.ts';

describe('the rooms', () => {
  it('have imports that go down only', () => {
    const wrong = ({ file, target }: Import) =>
      target?.startsWith('src/') === true && !mayImport[roomOf(file)]?.includes(roomOf(target));
    expect(importsThat(wrong)).toEqual([]);
  });

  it('are all named here', () => {
    expect([...new Set(sources.map(({ file }) => roomOf(file)))].sort()).toEqual(
      Object.keys(mayImport).sort(),
    );
  });

  it('have no circle between files', () => {
    const edges = inside.map(({ file, target = '' }) => [file, target] as const);
    expect(circles(edges)).toEqual([]);
  });

  it('have no circle between folders, but for a folder and its own chapters', () => {
    const isChapter = (a: string, b: string) => a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
    const edges = inside
      .map(({ file, target = '' }) => [folderOf(file), folderOf(target)] as const)
      .filter(([from, to]) => !isChapter(from, to));
    expect(circles(edges)).toEqual([]);
  });

  it('have no folder in which more than 15 files lie flat', () => {
    const folders = sources.map(({ file }) => folderOf(file));
    const crowded = [...new Set(folders)].filter(one => folders.filter(folder => folder === one).length > 15);
    expect(crowded).toEqual([]);
  });

  it('call no file or folder by a word that says nothing', () => {
    const banned = /(^|[/-])(utils?|helpers?|common|manager|service|handler)s?([./-]|$)/;
    expect(sources.map(({ file }) => file).filter(file => banned.test(file))).toEqual([]);
  });
});

describe('the view and the domain', () => {
  it('are pure: the domain knows no module of Node, and only packages that are pure themselves', () => {
    const pure = [
      'zustand/vanilla',
      'valibot',
      'string-width',
      'wrap-ansi',
      'fuzzysort',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
    ];
    // The plugin is the text of a program that OpenCode runs.
    const wrong = ({ file, target, name }: Import) =>
      roomOf(file) === 'core' &&
      target === undefined &&
      !pure.includes(name) &&
      !file.endsWith('/opencode-plugin.ts');
    expect(importsThat(wrong)).toEqual([]);
  });

  it('do no I/O but in the chapter of the terminal', () => {
    const wrong = ({ file, name, isType }: Import) =>
      roomOf(file) === 'ui' && !file.startsWith('src/ui/terminal/') && isNode(name) && !isType;
    expect(importsThat(wrong)).toEqual([]);
  });

  it('know React in one chapter only', () => {
    const wrong = ({ file, name }: Import) =>
      /^(?:ink|react)(?:$|[/-])/.test(name) && !file.startsWith('src/ui/ink/');
    expect(importsThat(wrong)).toEqual([]);
  });
});

describe('the outside', () => {
  it('has programs started in the few files that are there for it', () => {
    const starters = [
      'src/tmux/client.ts',
      'src/system/run/run.ts',
      'src/system/processes/ps.ts',
      'src/system/processes/run-at-once.ts',
      'src/system/run/spawn-detached.ts',
      'src/system/run/run-in-terminal.ts',
    ];
    const spawns = ['node:child_process', 'child_process', 'execa'];
    const wrong = ({ file, name, isType }: Import) =>
      spawns.includes(name) && !isType && !starters.includes(file) && roomOf(file) !== 'demo';
    expect(importsThat(wrong)).toEqual([]);
  });

  it('has private descriptors hidden from all that is started', () => {
    const bare = sources.filter(
      ({ file, text }) => /\bstdio: (?!childStreams\b)/.test(text) && roomOf(file) !== 'demo',
    );
    expect(bare.map(({ file }) => file)).toEqual([]);
  });

  it('has git run through the one function that keeps it from running anything else', () => {
    const calls = /\b(?:run\w*|execa|exec\w*|spawn\w*)\(\s*['"`](?:\S*\/)?git['"`]/;
    const files = sources.filter(({ text }) => calls.test(text)).map(({ file }) => file);
    expect(files).toEqual(['src/system/git/git.ts']);
  });

  it('has processes read in one chapter, but for the server that a call of tmux waits for', () => {
    const reads = /`\/proc\/\$\{|\breaddirSync\('\/proc'\)|\(\s*'ps'/;
    const files = sources.filter(({ text }) => reads.test(text)).map(({ file }) => file);
    expect(files.sort()).toEqual([
      'src/system/processes/proc.ts',
      'src/system/processes/ps.ts',
      'src/tmux/silent-server.ts',
    ]);
  });

  it('gets JSON through the one function that leaves no control characters in it', () => {
    const prints = sources.filter(({ text }) =>
      /\b(?:writeOutput|output\.write|print)\([^;]*JSON\.stringify/.test(text),
    );
    expect(prints.map(({ file }) => file)).toEqual([]);
  });
});

describe('the state of the view', () => {
  it('is changed by one function: a spread would lose the other fields of a slice', () => {
    const spreads = /\.\.\.(?:[\w.?]+\.)?(?:set|state)\b(?!\.)/;
    const wrong = sources.filter(({ file, text }) => /^src\/(?:ui|app)\//.test(file) && spreads.test(text));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('what a process has, its streams, environment and directory', () => {
  it('is given to operations and to the view as a parameter', () => {
    const reaches = /\bprocess\.(?:env|stdout|stderr|stdin|cwd|on|once|off)\b/;
    const wrong = sources.filter(
      ({ file, text }) => ['operations', 'app'].includes(roomOf(file)) && reaches.test(text),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('is given to verbs as a parameter, and the clock with it', () => {
    // What `demo-project.ts` prints is the text of a program.
    const exceptions = ['src/cli/process-shell.ts', 'src/cli/verbs/setup/demo-project.ts'];
    const reaches = /\bprocess\.(?:env|stdout|stderr|stdin|cwd)\b|\bDate\.now\b|\boutput\/output\.ts'/;
    const wrong = sources.filter(
      ({ file, text }) => file.startsWith('src/cli/') && reaches.test(text) && !exceptions.includes(file),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('sessions', () => {
  it('are read by the view and the verbs from a source', () => {
    const files =
      /^src\/system\/store\/(?:job\/(?:session-cache|read-session)|history\/(?:journal-file|last-screen))\.ts$/;
    const reads = /\bbackend\.(?:capture|history)\(|\bwatchNudges\(/;
    const readers = sources.filter(({ file }) => ['app', 'cli'].includes(roomOf(file)));
    const wrong = readers.filter(
      source =>
        reads.test(source.text) || importsOf(source).some(({ target }) => target && files.test(target)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('are acted on by the view through a performer', () => {
    const acts = /^src\/operations\/(?:perform|lifecycle\/|reply\/|worktree\/|dispatch\/dispatch\.ts)/;
    const wrong = ({ file, target = '' }: Import) =>
      roomOf(file) === 'app' && acts.test(target) && file !== 'src/app/open.ts';
    expect(importsThat(wrong)).toEqual([]);
  });
});

describe('what observe remembers', () => {
  it('is read by nobody else: there are named facts (`factsOf`)', () => {
    const reads = /\b(?:status|previous|next|session|before|after|seen|known)\??\.memory\b|\bmemory: \{ *\w/;
    const readers = sources.filter(
      ({ file, text }) => !file.startsWith('src/core/observe/') && reads.test(text),
    );
    expect(readers.map(({ file }) => file)).toEqual([]);
  });
});

describe('a backend', () => {
  const isTmux = (file: string) => /^src\/(?:backends\/)?tmux\//.test(file);
  const outside = sources.filter(({ file }) => !isTmux(file));

  it('is the only one that looks into its places', () => {
    const wrong = outside.filter(({ text }) => /\bTmux(?:Place|Pane|Target)\b/.test(text));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('is called by its name where it is the usual one, and where its program is looked for', () => {
    const named = [
      'src/core/screen/place.ts',
      'src/operations/doctor/tmux.ts',
      'src/system/programs/require-tmux.ts',
      'src/system/run/run-in-terminal.ts',
    ];
    const wrong = outside.filter(({ file, text }) => /'tmux'/.test(text) && !named.includes(file));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('is opened in one place, and asked for what it can through its contract', () => {
    const opens = ['src/operations/context/plain-world.ts', 'src/operations/doctor/tmux.ts'];
    // What these want to know of is tmux itself: its version, its sockets, or the one around the terminal.
    const knowTheProgram = [
      'src/app/alerts.ts',
      'src/cli/verbs/setup/demo.ts',
      'src/cli/verbs/setup/doctor-terminal.ts',
      'src/operations/dispatch/require-tmux-version.ts',
      'src/operations/dispatch/supervisor-start.ts',
      'src/operations/doctor/person-tmux.ts',
      'src/operations/doctor/tmux.ts',
    ];
    const reaches = (room: string, allowed: readonly string[]) => [
      ...new Set(
        inside
          .filter(({ file, target }) => target?.startsWith(`src/${room}/`) && !isTmux(file))
          .filter(({ file }) => !allowed.includes(file))
          .map(({ file, name }) => `${file} imports ${name}`),
      ),
    ];
    expect([reaches('backends/tmux', opens), reaches('tmux', knowTheProgram)]).toEqual([[], []]);
  });

  it('is told keys by names of our own', () => {
    const key = /(['"`])(?:[CMS]-(?:[A-Za-z]|Enter|Tab|Left|Up)|Escape|BSpace|BTab|[PN]Page|Space|DC|IC)\1/;
    expect(outside.filter(({ text }) => key.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe('the files', () => {
  it('have no more than 250 lines', () => {
    const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 250);
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  it('export by name', () => {
    const defaults = sources.filter(({ text }) => /^export default\b|\bas default\b/m.test(text));
    expect(defaults.map(({ file }) => file)).toEqual([]);
  });

  it('say plainly what they do, in the words of the field', () => {
    const found = sources.flatMap(({ file, text }) =>
      dialect.filter(word => word.test(text)).map(word => `${file}: ${word.source}`),
    );
    expect(found).toEqual([]);
  });

  it('are tested on real things', () => {
    const mocks = /\bvi\s*\.\s*(mock|doMock|stubGlobal)\b/;
    expect(tests.filter(({ text }) => mocks.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

/** The rooms, and which others each may import. */
const below = {
  core: ['core'],
  system: ['system', 'core'],
  tmux: ['tmux', 'core'],
  backends: ['backends', 'tmux', 'system', 'core'],
  operations: ['operations', 'backends', 'tmux', 'system', 'core'],
} as const;
const mayImport: Readonly<Record<string, readonly string[]>> = {
  ...below,
  ui: ['ui', 'core'],
  supervisor: ['supervisor', ...below.operations],
  app: ['app', 'ui', 'supervisor', ...below.operations],
  cli: ['cli', 'app', 'ui', 'supervisor', ...below.operations],
  main: ['cli', 'app'],
  demo: ['demo'],
};

/** Words of a dialect of our own, which a reader would have to learn first. */
const dialect: readonly RegExp[] = [
  ...[/\bwhereabouts\b/i, /\bwhoever\b/i, /\bsomebody\b/i, /\banew\b/i],
  ...[/\bstrangers?\b/i, /\bgrounds?\b/i],
  // Codes of features, which are written down nowhere.
  / \((?:item )?[A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*\)/,
];

const sources = readSources('src');
const tests = readSources('test').filter(({ file }) => file !== 'test/architecture.test.ts');
const imports = sources.flatMap(importsOf);
const inside = imports.filter(({ target }) => target?.startsWith('src/') === true);

function importsThat(isWrong: (found: Import) => boolean): string[] {
  return imports.filter(isWrong).map(({ file, name }) => `${file} imports ${name}`);
}

function isNode(name: string): boolean {
  return name.startsWith('node:') || ['fs', 'path', 'os', 'process', 'child_process', 'tty'].includes(name);
}

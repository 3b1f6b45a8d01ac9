import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { statePaths } from '../files/paths.ts';
import { readSmallFile } from '../files/read-file.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import type { GitOptions } from './git-options.ts';
import type { GitPlace } from './git-place.ts';
import { findGitPlace } from './git-place.ts';

type Git = (directory: string, args: readonly string[], options: GitOptions) => Promise<{ stdout: string }>;

/**
 * The environment in which git works on the repository of a directory with a configuration of ours in place of the
 * repository's own: a directory that has links to all that worktrees share, except `config` and `hooks`
 * (`git-new-workdir` in git's own `contrib` is made like that). No list of dangerous keys is needed, and what an agent
 * writes while git runs is not read either. Empty outside of a repository.
 */
export async function isolation(directory: string, git: Git): Promise<Readonly<Record<string, string>>> {
  const place = existsSync(directory) ? findGitPlace(directory) : undefined;
  if (!place) return {};
  const common = join(statePaths(process.env).home, 'git', nameOf(place.gitDirectory));
  mkdirSync(common, { recursive: true, mode: 0o700 });
  for (const name of shared) link(join(place.common, name), join(common, name));
  const config = await configurationOf(place, directory, git);
  const file = join(common, 'config');
  if (readOwn(file) !== config) writeFileAtomic(file, config, { durable: false });
  return {
    GIT_DIR: place.gitDirectory,
    GIT_COMMON_DIR: common,
    ...(place.top === undefined ? {} : { GIT_WORK_TREE: place.top }),
  };
}

/** https://git-scm.com/docs/gitrepository-layout; `lfs` is the store of git-lfs. */
const shared = [
  ...['HEAD', 'objects', 'refs', 'packed-refs', 'reftable', 'logs'],
  ...['info', 'shallow', 'worktrees', 'lfs'],
];

function nameOf(gitDirectory: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(gitDirectory).digest('hex').slice(0, 16);
}

/** Also where someone changed it, and where another process makes it at the same moment. */
function link(target: string, path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(path) === target) return;
  // packed-refs may be made by the command itself.
  if (!existsSync(target) && !target.endsWith('/packed-refs')) return;
  if (found) rmSync(path, { recursive: true, force: true });
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) throw error;
  }
}

function readOwn(file: string): string | undefined {
  return existsSync(file) ? readSmallFile(file) : undefined;
}

/** What git must know to read a worktree as its person sees it. None of these names a program. */
const harmless =
  /^(?:core\.(?:abbrev|attributesfile|autocrlf|bigfilethreshold|checkroundtripencoding|checkstat|commitgraph|compression|eol|excludesfile|filemode|ignorecase|ignorestat|logallrefupdates|longpaths|loosecompression|multipackindex|precomposeunicode|protecthfs|protectntfs|quotepath|repositoryformatversion|safecrlf|sharedrepository|sparsecheckout|sparsecheckoutcone|splitindex|symlinks|trustctime|untrackedcache|whitespace)|extensions\.(?:compatobjectformat|noop|objectformat|preciousobjects|refstorage|relativeworktrees)|index\.(?:sparse|version|threads)|diff\.(?:algorithm|context|indentheuristic|interhunkcontext|renamelimit|renames|suppressblankempty))$/;

interface Known {
  readonly fingerprint: string;
  /** performance.now(): files that it includes are not watched. */
  readonly until: number;
  readonly text: string;
}

const known = new Map<string, Known>();
const knownMs = 60_000;

async function configurationOf(place: GitPlace, directory: string, git: Git): Promise<string> {
  const { gitDirectory, common, top } = place;
  const fingerprint = [join(common, 'config'), join(gitDirectory, 'config.worktree')].map(changed).join(' ');
  const before = known.get(gitDirectory);
  if (before?.fingerprint === fingerprint && performance.now() < before.until) return before.text;
  const words = ['config', '--list', '-z', '--show-scope', '--includes'];
  const { stdout } = await git(directory, words, { mode: 'in-place', mayFail: true });
  const text = configurationText(stdout, top === undefined);
  known.set(gitDirectory, { fingerprint, until: performance.now() + knownMs, text });
  return text;
}

/** The parts of `-z --show-scope` alternate: a scope; a key with, after a newline, its value. */
export function configurationText(listed: string, isBare: boolean): string {
  const parts = listed.split('\0');
  const lines = [`[core]\n\tbare = ${isBare}\n`];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope, entry = ''] = [parts[at], parts[at + 1]];
    const [key = '', ...value] = entry.split('\n');
    if ((scope !== 'local' && scope !== 'worktree') || !harmless.test(key)) continue;
    const [section, name] = key.split('.');
    // Without a value it is a yes.
    lines.push(`[${section}]\n\t${name} = ${value.length === 0 ? 'true' : quoted(value.join('\n'))}\n`);
  }
  return lines.join('');
}

function quoted(value: string): string {
  const escaped = value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

function changed(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}:${found.size}:${found.ino}` : '';
}

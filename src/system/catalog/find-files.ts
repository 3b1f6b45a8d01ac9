import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** More than a person writes by hand; beyond it nothing is read. */
const mostFiles = 500;
const mostFolders = 200;
/** Name and description stand at the top. */
const headBytes = 16 * 1024;

export interface FoundFile {
  readonly path: string;
  /** Below the directory that was searched: `git/commit.md`. */
  readonly below: string;
  /** The beginning of its text. */
  readonly head: string;
}

/** Files of this ending below a directory, in order of their names; none when it is not there. Never throws. */
export async function findFiles(directory: string, ending: string, depth = 4): Promise<readonly FoundFile[]> {
  const names = (await namesBelow(directory, { ending, depth, left: { folders: mostFolders } })).sort();
  const found: FoundFile[] = [];
  for (const below of names.slice(0, mostFiles)) {
    const path = join(directory, below);
    const head = await readHead(path);
    if (head !== undefined) found.push({ path, below, head });
  }
  return found;
}

interface Search {
  readonly ending: string;
  readonly depth: number;
  readonly left: { folders: number };
}

async function namesBelow(directory: string, search: Search, before = ''): Promise<string[]> {
  if (search.depth < 0 || search.left.folders-- <= 0) return [];
  const names: string[] = [];
  for (const entry of await entriesOf(directory)) {
    const below = before + entry.name;
    // A link may be what a person keeps elsewhere; whether it is a file shows when it is read.
    if (entry.name.endsWith(search.ending) && !entry.isDirectory()) names.push(below);
    else if ((entry.isDirectory() || entry.isSymbolicLink()) && entry.name !== 'node_modules')
      names.push(
        ...(await namesBelow(
          join(directory, entry.name),
          { ...search, depth: search.depth - 1 },
          `${below}/`,
        )),
      );
  }
  return names;
}

/** What a directory holds; nothing when it cannot be read. */
export async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  return readdir(directory, { withFileTypes: true }).catch(() => []);
}

/** The beginning of a regular file; undefined for anything else. */
export async function readHead(path: string, most = headBytes): Promise<string | undefined> {
  // Without O_NONBLOCK the opening of a named pipe waits for a writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

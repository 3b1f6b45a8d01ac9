import { cpSync, lstatSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { foundAt, isInside } from './inside.ts';

interface Sides {
  readonly from: string;
  readonly to: string;
}

/** What a copy met besides files and directories, by path from the top of the worktree. */
export interface Met {
  readonly links: Map<string, string>;
  /** What waits for a reader or a writer: a named pipe, a socket, a device. */
  readonly special: string[];
}

/** Copies a file or a directory to the same place in another worktree, without its links; opens nothing that waits. */
export function copyFiles({ from, to }: Sides, path: string, met: Met): void {
  const filter = (source: string) => {
    const found = lstatSync(source);
    if (found.isFile() || found.isDirectory()) return true;
    const name = relative(from, source);
    if (found.isSymbolicLink()) met.links.set(name, readlinkSync(source));
    else met.special.push(name);
    return false;
  };
  cpSync(join(from, path), join(to, path), { recursive: true, force: false, filter });
}

/**
 * Makes those of the links that stay in the worktree, whatever other links they pass: when all files are there, so that
 * nothing takes the place of what one was followed through. Returns the others.
 */
export function makeLinks(to: string, links: ReadonlyMap<string, string>): readonly string[] {
  const linkAt = (path: string) => linkIn(to, path) ?? links.get(path);
  const isKept = ([path, target]: [string, string]) =>
    isInside(to, path) && staysInside(to, { path, target, linkAt });
  const kept = [...links].filter(isKept);
  for (const [path, target] of kept) {
    const place = join(to, path);
    if (!foundAt(place)) symlinkSync(target, place);
  }
  const made = new Set(kept.map(([path]) => path));
  return [...links.keys()].filter(path => !made.has(path));
}

interface Link {
  /** From the top of the worktree, as are the paths that `linkAt` is asked for. */
  readonly path: string;
  readonly target: string;
  readonly linkAt: (path: string) => string | undefined;
}

/** As many as Linux follows. */
const mostLinks = 40;

/** Whether a link leads to a place in the worktree, followed as the kernel does; that place need not be there. */
function staysInside(top: string, { path, target, linkAt }: Link): boolean {
  const at = path.split('/').slice(0, -1);
  const next = [target];
  let followed = 0;
  for (let part = takePart(next); part !== undefined; part = takePart(next)) {
    if (part === '/') return false;
    if (part === '..') {
      // After a name that is not there yet, nobody knows where `..` will lead.
      if (at.length === 0 || !foundAt(join(top, ...at))?.isDirectory()) return false;
      at.pop();
      continue;
    }
    const link = linkAt([...at, part].join('/'));
    if (link === undefined) at.push(part);
    else if (++followed > mostLinks) return false;
    else next.push(link);
  }
  return !['.git', '.agents'].includes(at[0]?.toLowerCase() ?? '');
}

/** The first part of what is still to be followed, the last text first: `/` for the root of all. */
function takePart(next: string[]): string | undefined {
  for (let text = next.pop(); text !== undefined; text = next.pop()) {
    if (text.startsWith('/')) return '/';
    const [part = '', ...rest] = text.split('/');
    const later = rest.join('/').replace(/^\/+/, '');
    if (later !== '') next.push(later);
    if (part !== '' && part !== '.') return part;
  }
  return undefined;
}

function linkIn(top: string, path: string): string | undefined {
  const found = join(top, path);
  return foundAt(found)?.isSymbolicLink() ? readlinkSync(found) : undefined;
}

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of TypeScript in this repository; paths begin with `src/` or `test/`. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Import {
  readonly file: string;
  /** As written: `../core/screen.ts`, `node:fs`, `ink`. */
  readonly name: string;
  /** The file it leads to; undefined for a package or a module of Node. */
  readonly target: string | undefined;
  readonly isType: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export function readSources(folder: string): readonly Source[] {
  const names = readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' });
  return names
    .filter(name => /\.tsx?$/.test(name))
    .map(name => ({ file: `${folder}/${name}`, text: readFileSync(`${root}/${folder}/${name}`, 'utf8') }));
}

const statements =
  /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:import|getBuiltinModule)\(\s*['"]([^'"]+)['"]/gm;

/** Every import of a file, also a lazy one and `process.getBuiltinModule`. */
export function importsOf({ file, text }: Source): readonly Import[] {
  return [...text.matchAll(statements)].map(([, type, plain, lazy]) => {
    const name = plain ?? lazy ?? '';
    const target = name.startsWith('.') ? posix.join(posix.dirname(file), name) : undefined;
    return { file, name, target, isType: type !== undefined };
  });
}

/** The room of a file: `core` for `src/core/text/age.ts`, `main` for `src/main.ts`. */
export function roomOf(file: string): string {
  return file.replace(/^src\//, '').replace(/[./].*$/, '');
}

export function folderOf(file: string): string {
  return posix.dirname(file);
}

type Edge = readonly [from: string, to: string];

/** Groups of names that lead to each other (Tarjan's strongly connected components), each of two or more. */
export function circles(edges: readonly Edge[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (name: string): number => {
    order.set(name, order.size);
    let low = order.get(name) ?? 0;
    open.push(name);
    for (const other of next.get(name) ?? []) {
      if (!order.has(other)) low = Math.min(low, visit(other));
      else if (open.includes(other)) low = Math.min(low, lowest.get(other) ?? order.get(other) ?? low);
    }
    lowest.set(name, low);
    if (low === order.get(name)) {
      const group = open.splice(open.indexOf(name));
      if (group.length > 1) found.push(group.sort());
    }
    return low;
  };
  for (const name of next.keys()) if (!order.has(name)) visit(name);
  return found;
}

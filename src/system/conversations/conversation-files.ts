import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files of that kind in a directory and, `depth` levels down, in those within it; none where nothing can be read. */
export function filesBelow(
  directory: string,
  depth: number,
  isWanted: (name: string) => boolean,
): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap(entry => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return depth > 0 ? filesBelow(path, depth - 1, isWanted) : [];
      return entry.isFile() && isWanted(entry.name) ? [path] : [];
    });
  } catch {
    return [];
  }
}

/** A member that is a text and says something. */
export function textIn(value: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const member = value[name];
  return typeof member === 'string' && member !== '' ? member : undefined;
}

/** The texts of a list, as JSON. */
export function textsIn(json = '[]'): readonly string[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

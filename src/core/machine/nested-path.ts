/**
 * What of a path lies below a directory: empty for the directory itself, undefined for any other place. Compares text:
 * both must be absolute and without `..`, and with links resolved where links matter.
 */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path === directory) return '';
  const start = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Whether a path is a directory or lies below it; see `pathBelow`. */
export function isAtOrBelow(directory: string, path: string): boolean {
  return pathBelow(directory, path) !== undefined;
}

/** Whether a path lies below a directory and is not the directory itself; see `pathBelow`. */
export function isBelow(directory: string, path: string): boolean {
  return Boolean(pathBelow(directory, path));
}

/** The parts of a relative path; undefined for one that leads out of where it begins, or into git's own directory. */
export function partsInside(path: string): readonly string[] | undefined {
  const parts = path.replace(/\/+$/, '').split('/');
  const isBad = (part: string) => ['', '.', '..'].includes(part) || /^(?:\.git|git~\d+)$/i.test(part);
  return path.includes('\0') || parts.some(isBad) ? undefined : parts;
}

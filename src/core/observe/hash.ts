/** FNV-1a over lines: small, and only compared with itself. */
export function hashOfLines(lines: readonly string[], seed = 0): string {
  let hash = 0x811c9dc5 ^ seed;
  for (const line of lines) {
    for (let index = 0; index < line.length; index += 1)
      hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 10, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

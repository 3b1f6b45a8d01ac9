/** The keys with one more or one less; the same array when nothing changes. */
export function withCollapsed(keys: readonly string[], key: string, collapsed: boolean): readonly string[] {
  if (keys.includes(key) === collapsed) return keys;
  // Directories come and go: the oldest are forgotten.
  return collapsed ? [...keys, key].slice(-mostKeys) : keys.filter(other => other !== key);
}
export const mostKeys = 200;

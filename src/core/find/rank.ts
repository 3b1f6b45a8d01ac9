import { go } from 'fuzzysort';
import type { Rank } from '../catalog/catalog.ts';

/** Loaded when the view is open: the matcher takes 2 ms that the first frame need not pay. */
export const rank: Rank = (query, entries, textOf) => {
  if (query === '') return entries.map(entry => ({ entry, marked: [] }));
  const keyed = entries.map(entry => ({ entry, text: textOf(entry) }));
  const found = go(query, keyed, { key: 'text', limit: 200, threshold: 0.3 });
  return found.map(({ obj, indexes }) => ({
    entry: obj.entry,
    marked: indexes.toSorted((a, b) => a - b),
  }));
};

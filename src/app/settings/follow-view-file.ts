import { statSync } from 'node:fs';
import type { Paths } from '../../system/files/paths.ts';
import { readViewFile } from '../../system/store/view/view-file.ts';
import type { ViewStore } from '../../ui/store.ts';

/** Another view may have collapsed a group: call the result to follow it. How rows are grouped is not shared. */
export function followViewFile(paths: Paths, { store, set }: ViewStore): () => void {
  let readAt = 0;
  return () => {
    const changedAt = modifiedAt(paths.view);
    if (changedAt === readAt) return;
    readAt = changedAt;
    const { collapsed } = readViewFile(paths);
    if (collapsed.join('\n') !== store.getState().list.collapsed.join('\n')) set({ list: { collapsed } });
  };
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

import { type Grouping, groupings, type ViewChange } from '../../../core/effects.ts';
import { isRecord } from '../../../core/schema.ts';
import { withCollapsed } from '../../../core/settings/collapsed.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { withFileLock } from '../../processes/lock-file.ts';

/** What a person has set for all views: the grouping, and the keys of collapsed groups. */
export interface ViewFile {
  readonly grouping: Grouping;
  readonly collapsed: readonly string[];
}

/** By state and with every group open, where there is no such file or it is damaged. */
export function readViewFile(paths: Paths): ViewFile {
  const read = readJson(paths.view, isRecord);
  const { grouping, collapsed } = read.ok ? read.value : {};
  const keys = Array.isArray(collapsed) ? collapsed : [];
  return {
    grouping: groupings.find(known => known === grouping) ?? 'state',
    collapsed: keys.filter(key => typeof key === 'string'),
  };
}

/** Changes one thing and leaves what other views have set. Throws a sentence when the file cannot be written. */
export function writeViewFile(paths: Paths, change: ViewChange): void {
  withFileLock(`${paths.view}.lock`, () => {
    const before = readViewFile(paths);
    const after =
      'grouping' in change
        ? { ...before, ...change }
        : { ...before, collapsed: withCollapsed(before.collapsed, change.key, change.collapsed) };
    writeFileAtomic(paths.view, `${JSON.stringify({ version: 1, ...after })}\n`);
  });
}

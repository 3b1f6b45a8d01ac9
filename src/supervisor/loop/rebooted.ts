import { record, text } from '../../core/schema.ts';
import type { World } from '../../operations/context/world.ts';
import { readJson } from '../../system/files/read-file.ts';
import { bootId } from '../../system/processes/boot.ts';

/** Whether the machine was started again since a supervisor last looked; false when that is not known. */
export function hasRebooted(world: World): boolean {
  const read = readJson(world.paths.roster, record({ boot: text }));
  return read.ok && read.value.boot !== bootId();
}

import { optional, record, type Typed } from '../../../core/schema.ts';
import { type Place, placeEntry, placeWords, usualBackend } from '../../../core/screen/place.ts';
import { type Status, statusSchema } from '../../../core/session/session.ts';

/**
 * What `state.json` holds. A place of the usual backend stands under its name, as in records of versions that knew no
 * other: programs of both versions read it while one is updated.
 */
export type StatusRecord = Typed<typeof statusRecordSchema>;
export const statusRecordSchema = record({ ...statusSchema.fields, [usualBackend]: optional(placeWords) });

export function recordOf(status: Status): StatusRecord {
  const { place, ...rest } = status;
  return place?.backend === usualBackend ? { ...rest, ...placeEntry(place) } : status;
}

export function statusOf({ [usualBackend]: content, ...status }: StatusRecord): Status {
  return content ? { ...status, place: placeIn(content) } : status;
}

function placeIn(content: Readonly<Record<string, string>>): Place {
  return { backend: usualBackend, ...content };
}

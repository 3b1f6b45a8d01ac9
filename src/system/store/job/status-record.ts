import { type Place, placeEntry, usualBackend } from '../../../core/screen/place.ts';
import type { Status } from '../../../core/session/session.ts';
import { isRecord, isString } from '../../files/shape.ts';

/**
 * What `state.json` holds. A place of the usual backend stands under its name, as in records of versions that knew no
 * other: programs of both versions read it while one is updated.
 */
export type StatusRecord = Status & { readonly [usualBackend]?: Readonly<Record<string, string>> };

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

/** Words alone; what they mean is for the backend to say. */
export function isPlace(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isString);
}

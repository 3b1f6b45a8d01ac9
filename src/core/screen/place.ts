import { byName, type Schema, text } from '../schema.ts';

/** Where a session's terminal is. Nobody but its backend looks further into it. */
export interface Place {
  /** Name of the backend. */
  readonly backend: string;
}

/** Words alone; what they mean is for the backend to say. */
export const placeWords = byName(text);
export const placeSchema = placeWords as Schema<unknown> as Schema<Place>;

/** Where sessions start. A record that names no backend is of this one: older versions knew no other. */
export const usualBackend = 'tmux';

/** A backend whose sessions have terminals beside the view: they get the keys there, and ways back are that program's. */
export const besideBackend = 'iterm2';

/** The place as records and JSON have it: under the name of its backend. */
export function placeEntry(place: Place | undefined): object {
  if (!place) return {};
  const { backend, ...content } = place;
  return { [backend]: content };
}

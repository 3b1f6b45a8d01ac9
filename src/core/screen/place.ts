/** Where a session's terminal is. Nobody but its backend looks further into it. */
export interface Place {
  /** Name of the backend. */
  readonly backend: string;
}

/** Where sessions start. A record that names no backend is of this one: older versions knew no other. */
export const usualBackend = 'tmux';

/** The place as records and JSON have it: under the name of its backend. */
export function placeEntry(place: Place | undefined): object {
  if (!place) return {};
  const { backend, ...content } = place;
  return { [backend]: content };
}

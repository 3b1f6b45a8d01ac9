import type { Place } from '../../core/screen/place.ts';
import type { Listing, Server, Survey } from '../backend.ts';
import type { KnownPane } from './facts.ts';
import { requireOwn } from './place.ts';

/** All panes of ours. */
export interface Known {
  readonly panes: readonly KnownPane[];
  /** Why iTerm2 could not be asked. */
  readonly silence: string | undefined;
}

export function listingOf(panes: readonly KnownPane[]): Listing {
  const [first] = panes;
  return { server: first && serverOf(first), panes: panes.map(({ fact }) => fact), unmanaged: [] };
}

/** Each pane is a server of its own: one that was closed takes its session with it, and no other. */
function serverOf({ tag, leader, program }: KnownPane): Server {
  return { pid: leader ?? program ?? 1, startedAt: tag.since };
}

export function surveyOf({ panes, silence }: Known): Survey {
  const at = (place: Place) => panes.find(({ tag }) => tag.pane === requireOwn(place).pane);
  return {
    ...listingOf(panes),
    serverAt: place => {
      const found = at(place);
      return found && serverOf(found);
    },
    silence: { own: undefined, of: place => (at(place)?.fact.dead ? undefined : silence) },
  };
}

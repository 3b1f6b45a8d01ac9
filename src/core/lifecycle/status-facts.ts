import type { Rest, Status } from '../session/session.ts';

/** What is known of a session beyond its status as it is shown: the parts of its memory that others may ask for. */
export interface StatusFacts {
  /** A prompt was submitted, or a turn seen. */
  readonly hasWorked: boolean;
  /** The first time it was seen alive, or was said to have been started; ms. */
  readonly seenAliveAt: number | undefined;
  /** When a turn last began or ended; ms. */
  readonly lastTurnAt: number | undefined;
  /** What the runs of its program before this one had come to, as long as this one has begun no turn. */
  readonly before: Rest | undefined;
  /** When an event first told of the dialog that has its number; ms. */
  readonly toldAt: number | undefined;
  readonly lastEvent: { readonly name: string; readonly at: number } | undefined;
  /** One line of the prompt of a turn that has told nothing since. */
  readonly lastPrompt: string | undefined;
  /** No event came, and its screen said nothing that was understood: it may have done something all the same. */
  readonly isNotUnderstood: boolean;
}

/** The only reader of `memory` besides `core/observe`, which may change it as it likes. */
export function factsOf({ memory }: Pick<Status, 'memory'>): StatusFacts {
  const { hasWorked, seenAliveAt, lastTurnAt, before, told, lastEvent, screen } = memory;
  return {
    hasWorked: hasWorked === true,
    seenAliveAt,
    lastTurnAt,
    before,
    toldAt: told?.at,
    lastEvent: lastEvent && { name: lastEvent.name, at: lastEvent.at },
    lastPrompt: lastEvent?.name === 'UserPromptSubmit' ? lastEvent.text : undefined,
    isNotUnderstood: screen?.state === 'unknown' && !lastEvent,
  };
}

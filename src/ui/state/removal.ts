/** A first Ctrl+X waits for its second. */
export interface Armed {
  readonly id: string;
  readonly action: 'stop' | 'delete' | 'resume' | 'leave';
  /** The first one has ended its process. */
  readonly isStopped?: boolean;
  readonly until: number;
}

/** What is asked before it is done, and what can be brought back. */
export interface RemovalState {
  readonly armed: Armed | undefined;
  /** When Ctrl+X took rows away, while no other key was pressed since; ms. */
  readonly removedAt: number;
  /** What was deleted here, latest last; Ctrl+Z brings it back. */
  readonly deleted: readonly (readonly string[])[];
}

export const firstRemoval: RemovalState = { armed: undefined, removedAt: 0, deleted: [] };

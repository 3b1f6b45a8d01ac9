/** A fact that an agent's hook dropped into the inbox. */
export interface AgentEvent {
  /** The agent's own name for it, for example `PermissionRequest`. */
  readonly name: string;
  /** ms since the epoch. */
  readonly at: number;
  /** The hook's JSON; untrusted, every field optional. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the files of a conversation tell of it: with that it goes on elsewhere as it was. Untrusted. */
export interface PastConversation {
  /** As the person or the agent has named it. */
  readonly name?: string;
  /** Absolute. */
  readonly cwd?: string;
  readonly model?: string;
  readonly effort?: string;
  /** In the words of `--permission-mode`. */
  readonly mode?: string;
  /** Others that it may use; absolute. */
  readonly directories: readonly string[];
}

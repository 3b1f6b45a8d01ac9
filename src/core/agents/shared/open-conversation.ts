/** Words of a running agent that make another conversation of the one they name. */
const forks = new Set(['--fork-session', '--fork', 'fork']);

/** Whether these words of a running agent say that it goes on with, or has begun, this conversation. */
export function namesConversation(words: readonly string[], conversation: string): boolean {
  if (words.some(word => forks.has(word))) return false;
  return words.some(word => word === conversation || word.endsWith(`=${conversation}`));
}

/**
 * The conversation whose file a process of Codex has open (`rollout-<time>-<id>.jsonl`, 0.169.0): its words tell of
 * the one it began with only.
 */
export function conversationInFile(path: string): string | undefined {
  return /\/rollout-[\d-]+T[\d-]+-([0-9a-f]{8}-[0-9a-f-]{27})\.jsonl(?:\.zst)?$/u.exec(path)?.[1];
}

import type { Session, Status } from './session.ts';

/** What a row says of its session: first what keeps us from knowing more, then the summary. Untrusted text. */
export function rowSummary({ summary, trouble }: Status): string {
  if (trouble === undefined) return summary;
  return summary === '' ? trouble : `${trouble} · ${summary}`;
}

/** Of an agent that could not be started, and has messages waiting for it. */
export function keptWords(count = 0): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? 'your message is kept' : `${count} messages are kept`;
}

/** What went wrong when its worktree was made, until someone has looked: from then on it stands in the peek only. */
export function untoldTrouble({ spec, userState }: Pick<Session, 'spec' | 'userState'>): string | undefined {
  return userState.seenAt === undefined ? spec.worktree?.trouble : undefined;
}

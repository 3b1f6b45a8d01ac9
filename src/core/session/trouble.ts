import type { Conclusion, Session } from './session.ts';

/** What a row says of its session: first what keeps us from knowing more, then the summary. Untrusted text. */
export function rowSummary({ summary, trouble }: Conclusion): string {
  if (trouble === undefined) return summary;
  return summary === '' ? trouble : `${trouble} · ${summary}`;
}

/** Of an agent that could not be started, and has messages waiting for it. */
export function keptWords(count = 0): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? 'your message is kept' : `${count} messages are kept`;
}

/** What went wrong when its worktree was made, until somebody has looked: from then on it stands in the peek only. */
export function untoldTrouble({ spec, marks }: Pick<Session, 'spec' | 'marks'>): string | undefined {
  return marks.seenAt === undefined ? spec.worktree?.trouble : undefined;
}

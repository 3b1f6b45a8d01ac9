import type { Conclusion } from './session.ts';

/** What a row says of its session: first what keeps us from knowing more, then the summary. Untrusted text. */
export function rowSummary({ summary, trouble }: Conclusion): string {
  if (trouble === undefined) return summary;
  return summary === '' ? trouble : `${trouble} · ${summary}`;
}

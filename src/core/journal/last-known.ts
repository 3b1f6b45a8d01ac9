import type { Session } from '../session/session.ts';

const mostPromptLines = 12;

/** What was kept of a session whose terminal is not there. Untrusted text. */
export interface Kept {
  /** Its first prompt; empty for a shell job. */
  readonly prompt: string;
  /** The last that was seen of its output, oldest first. */
  readonly seen: readonly string[];
}

/** What is known of it, as lines: what it was asked, what it said last, and what became of it. */
export function lastKnownLines({ status }: Session, { prompt, seen }: Kept): readonly string[] {
  const first = prompt.trim().split('\n', 1)[0] ?? '';
  const isSeen = first !== '' && seen.some(line => line.includes(first.slice(0, 30)));
  const parts = [isSeen ? [] : promptLines(prompt), seen, status.summary ? [status.summary] : []];
  return parts.filter(part => part.length > 0).flatMap((part, at) => (at === 0 ? part : ['', ...part]));
}

function promptLines(prompt: string): readonly string[] {
  if (prompt.trim() === '') return [];
  const lines = prompt.trim().split('\n');
  const shown = lines.slice(0, mostPromptLines).map((line, at) => `${at === 0 ? '❯' : ' '} ${line}`);
  return lines.length > mostPromptLines ? [...shown, '  …'] : shown;
}

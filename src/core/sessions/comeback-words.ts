/** How an agent comes back: in its conversation, from its beginning, or not at all. */
export type Comeback = 'resume' | 'start' | 'none';

/** As a part of a sentence in the view. */
export const comebackWords: Readonly<Record<Comeback, string>> = {
  resume: 'Enter resumes it',
  start: 'Enter starts it again',
  none: 'it cannot be resumed',
};

/** Without the key that only the view has. */
export function summaryForShell(summary: string): string {
  return summary.replace(/ · Enter (?:resumes it|starts it again)$/u, '');
}

/** How an agent comes back: in its conversation, from its beginning, or not at all. */
export type RestartKind = 'resume' | 'start' | 'none';

/** As a part of a sentence in the view. */
export const restartWords: Readonly<Record<RestartKind, string>> = {
  resume: 'Enter resumes it',
  start: 'Enter starts it again',
  none: 'it cannot be resumed',
};

/** Without the key that only the view has. */
export function summaryForShell(summary: string): string {
  const hint = [restartWords.resume, restartWords.start].find(words => summary.endsWith(` · ${words}`));
  return hint === undefined ? summary : summary.slice(0, -hint.length - 3);
}

/** What a row of an interrupted session says, the longest first: the hint is told whole or not at all. */
export function interruptedForms(summary: string): readonly string[] {
  const hint = Object.values(restartWords).find(words => summary.endsWith(` · ${words}`));
  if (hint === undefined) return [summary];
  return [summary, `interrupted · ${hint}`, summary.slice(0, -hint.length - 3)];
}

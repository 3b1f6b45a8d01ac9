/**
 * Measures every subject once in each round, A B A B: what the machine does meanwhile meets all of them alike. Gives the
 * values of each, in the order of the subjects.
 */
export async function inTurns<S, T>(
  subjects: readonly S[],
  rounds: number,
  measure: (subject: S, round: number) => Promise<T>,
): Promise<T[][]> {
  const values = subjects.map((): T[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, subject] of subjects.entries()) values[index]?.push(await measure(subject, round));
  return values;
}

/** For what lasts, and costs so little that one does not disturb the other: all at the same time. */
export function atOnce<S, T>(subjects: readonly S[], measure: (subject: S) => Promise<T>): Promise<T[]> {
  return Promise.all(subjects.map(measure));
}

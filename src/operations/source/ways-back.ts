import type { Backend } from '../../backends/backend.ts';
import type { SessionSource } from '../../core/source.ts';

/** Asks for the keys that lead back once for each group of terminals that share them, and again where that failed. */
export function waysBack({ can: { adopts, names } }: Pick<Backend, 'can'>): SessionSource['wayBack'] {
  const known = new Map<string, Promise<string | undefined>>();
  return async ({ spec, status: { place } }) => {
    if (!adopts || !names || spec.kind !== 'adopted' || !place) return undefined;
    const group = names.groupOf(place);
    const answer = known.get(group) ?? adopts.wayBack(place);
    known.set(group, answer);
    return answer.catch(error => {
      known.delete(group);
      throw error;
    });
  };
}

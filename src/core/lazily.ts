/**
 * What is made at its first use. For patterns with sets of letters, or of both cases: each costs every start of the
 * program up to 0.3 ms, and most starts look at no screen.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

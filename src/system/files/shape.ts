/** Says whether a value read from a file is what it should be. */
export type Check = (value: unknown) => boolean;

/** One check per field of T, so that a field added to the type and forgotten here does not compile. */
export type Shape<T> = { readonly [Field in keyof Required<T>]: Check };

/** Name of the first field that is missing or wrong; undefined when all fit. Unknown fields are let through. */
export function wrongField<T>(value: Readonly<Record<string, unknown>>, shape: Shape<T>): string | undefined {
  const checks: Readonly<Record<string, Check>> = shape;
  for (const field in checks) {
    if (!checks[field]?.(value[field])) return field;
  }
  return undefined;
}

/** A check for an object with these fields. */
export function isShaped<T>(shape: Shape<T>): (value: unknown) => value is T {
  return (value: unknown): value is T => isRecord(value) && wrongField(value, shape) === undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isString: Check = value => typeof value === 'string';
export const isNumber: Check = value => typeof value === 'number' && Number.isFinite(value);
export const isCount: Check = value => Number.isSafeInteger(value) && Number(value) >= 0;
export const isBoolean: Check = value => typeof value === 'boolean';

export function optional(check: Check): Check {
  return value => value === undefined || check(value);
}

export function oneOf(allowed: readonly unknown[]): Check {
  return value => allowed.includes(value);
}

export function matches(pattern: RegExp): Check {
  return value => typeof value === 'string' && pattern.test(value);
}

export function listOf(check: Check): Check {
  return value => Array.isArray(value) && value.every(check);
}

/**
 * Says whether a value that was read from outside is what it should be. A record is described once, by a schema; its
 * type is inferred (`type Spec = Typed<typeof specSchema>`). Not with valibot, which checks the settings: with 1.5.0
 * reading 1,000 sessions took 23 % more of a processor (269 ms for 219), and making the schemas 1.5 ms of each verb.
 */
export type Schema<T> = (value: unknown) => value is T;

/** The type of what a schema lets through. */
export type Typed<S> = S extends Schema<infer T> ? T : never;

type Optional<T> = Schema<T> & { readonly isOptional: true };
type Fields = Readonly<Record<string, Schema<unknown>>>;
type Plain<T> = { [Key in keyof T]: T[Key] };
type RecordOf<F extends Fields> = Plain<
  { readonly [Key in keyof F as F[Key] extends Optional<unknown> ? never : Key]: Typed<F[Key]> } & {
    readonly [Key in keyof F as F[Key] extends Optional<unknown> ? Key : never]?: Typed<F[Key]>;
  }
>;

export type RecordSchema<F extends Fields> = Schema<RecordOf<F>> & { readonly fields: F };

/** An object with these fields. Others are let through: they may be a newer version's. */
export function record<F extends Fields>(fields: F): RecordSchema<F> {
  const check = (value: unknown): value is RecordOf<F> =>
    isRecord(value) && wrongField(value, fields) === undefined;
  return Object.assign(check, { fields });
}

/** Name of the first field that is missing or wrong; undefined when all fit. */
export function wrongField(value: Readonly<Record<string, unknown>>, fields: Fields): string | undefined {
  for (const field in fields) {
    if (!fields[field]?.(value[field])) return field;
  }
  return undefined;
}

/** For a field that may be left out. */
export function optional<T>(schema: Schema<T>): Optional<T> {
  const check = (value: unknown): value is T => value === undefined || schema(value);
  return Object.assign(check, { isOptional: true as const });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object has, of JSON that may hold anything; of anything else nothing. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The same for a list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): value is string {
  return typeof value === 'string';
}

export function number(value: unknown): value is number {
  return Number.isFinite(value);
}

/** A whole number, 0 or more. */
export function count(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function boolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

export function oneOf<const T extends string | number>(allowed: readonly T[]): Schema<T> {
  return (value): value is T => (allowed as readonly unknown[]).includes(value);
}

export function matches(pattern: RegExp): Schema<string> {
  return (value): value is string => typeof value === 'string' && pattern.test(value);
}

export function listOf<T>(schema: Schema<T>): Schema<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(schema);
}

/** An object with names that are not known beforehand. */
export function byName<T>(schema: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every(schema);
}

export const versionOne = oneOf([1]);
/** Of a session: eight hexadecimal digits. */
export const jobId = matches(/^[0-9a-f]{8}$/);
export const absolutePath = matches(/^\//);
export const commit = matches(/^[0-9a-f]{40,64}$/);

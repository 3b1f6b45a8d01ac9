import { count, fieldsOf, oneOf, optional, record, text } from '../../../core/schema.ts';
import type { AttachRequest, Host } from '../host-calls.ts';

/** The first message of both ends. */
export interface Hello {
  readonly version: number;
}

export type CallName = keyof Host;

/** Asks for one thing; the answer ends the connection. */
export interface Call {
  readonly call: CallName;
  readonly args: readonly unknown[];
}

/** Begins a look at a terminal, which lasts as long as the connection. */
export interface AttachCall {
  readonly attach: AttachRequest;
}

export type Answer = { readonly result?: unknown } | { readonly problem: string };

/** What the owner of a terminal sends to one who looks. */
export type Shown = { readonly data: string } | { readonly leave: true } | { readonly problem: string };

/** What one who looks sends: bytes of its terminal, one per character, and its size. */
export type Pressed = { readonly input: string } | { readonly size: AttachRequest['size'] };

const names: readonly CallName[] = [
  ...(['start', 'list', 'capture', 'history', 'deliver', 'stop', 'end', 'clear'] as const),
  'numberQuestions',
];

export const isHello = record({ version: count });
const isArguments = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isCall = record({ call: oneOf(names), args: isArguments });

const sizeSchema = record({ columns: isCells, rows: isCells });
const placeSchema = record({ backend: text, owner: text, terminal: text });
export const isAttachCall = record({
  attach: record({ place: placeSchema, size: sizeSchema, say: optional(text) }),
});

export function isPressed(value: unknown): value is Pressed {
  const { input, size } = fieldsOf(value);
  return text(input) || sizeSchema(size);
}

export function isShown(value: unknown): value is Shown {
  const { data, problem, leave } = fieldsOf(value);
  return [data, problem].some(text) !== (leave === true);
}

function isCells(value: unknown): value is number {
  return count(value) && value > 0 && value <= 10_000;
}

import type { KeysByMode } from '../state/keys.ts';

/**
 * Which command goes first where several have the same key in the same mode, the first named here before all others.
 * Two of the same precedence may not have the same key.
 */
export const precedences = [
  /** The completion menu is open. */
  'menu',
  /** Words are missing for the choice that would be sent. */
  'missing words',
  /** The question has not been read yet. */
  'unread',
  /** A key that came too early, or once too often. */
  'early',
  /** A heading is selected. */
  'heading',
  /** Another special case of what the key mostly does. */
  'case',
  /** What the key mostly does. */
  'usual',
  /** Editing the text, where nothing else wants the key. */
  'text',
] as const;

export type Precedence = (typeof precedences)[number];

/** What a command says of its keys. */
export interface Binding {
  /** Also how `keys` in the settings names it. */
  readonly name: string;
  /** Its keys by mode, as `keysIn` names them. */
  readonly keys: KeysByMode;
  /** `usual` where nothing is said. */
  readonly precedence?: Precedence;
  /** It goes where the keys of these commands go: it is a case of what they do. */
  readonly follows?: readonly string[];
  /** Keys that cannot be taken from it: without them there would be no way out, or none to send. */
  readonly keeps?: readonly string[];
  /** Its keys cannot be changed: the key itself says what is meant. */
  readonly isFixed?: true;
}

export function precedenceOf({ precedence = 'usual' }: Binding): number {
  return precedences.indexOf(precedence);
}

/** The bindings in the order in which they are asked for a key. */
export function byPrecedence<B extends Binding>(bindings: readonly B[]): readonly B[] {
  return [...bindings].sort((a, b) => precedenceOf(a) - precedenceOf(b));
}

/** A person can give it other keys. */
export function isBindable({ follows, isFixed }: Binding): boolean {
  return !follows && !isFixed;
}

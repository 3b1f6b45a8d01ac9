import type { Key } from './key.ts';

/** One step of an answer: named keys, with the time that the program needs to take them in, or text that is pasted. */
export type Step = { readonly keys: readonly Key[]; readonly pauseMs?: number } | { readonly text: string };
/** What an agent needs so that it takes a message as it is, and not what one of its menus would make of it. */
export interface Typing {
  /** Comes before a text that begins with what opens a menu or a mode; the agent takes it off again. */
  readonly before?: readonly Step[];
  /** Comes after the text: closes a menu that would take Enter, and parts a last backslash from it. */
  readonly after: readonly Step[];
  /** `before` makes a plain text of a command, so that a command is tried without it. */
  readonly beforeIsText?: boolean;
  /** `after` makes a plain text of a command, so that a command that its menu offers first goes without it. */
  readonly afterIsText?: boolean;
  /** It takes a pasted path for a file to read, unless the path comes in two pieces. */
  readonly readsPaths?: boolean;
  /** The line of its menu that Enter would take; the group is a command. */
  readonly menuLine?: RegExp;
  /** A line that stands there while a menu is open. */
  readonly openMenu?: RegExp;
  /** What it says of a command that it does not know. */
  readonly unknownCommand?: RegExp;
  /** Its screen is not known well enough to tell what stands in its prompt. */
  readonly isBlind?: boolean;
}

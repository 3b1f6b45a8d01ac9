import type { Step } from '../core/agents/shared/step.ts';
import type { Place } from '../core/screen/place.ts';
import type { Screen, TerminalFact } from '../core/screen/screen.ts';

/** What a backend needs to start a session. No text of a person is in it (invariant 1). */
export interface StartRequest {
  readonly id: string;
  /** `[a-z0-9-]`; a number is added when the name is taken. */
  readonly slug: string;
  /** Constant program and paths of our own, for example `/bin/sh <job directory>/launch.sh`. */
  readonly argv: readonly string[];
  /** What the program sees; undefined: what this process sees. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Cells; undefined for the default of 200x50. */
  readonly size?: { readonly columns: number; readonly rows: number };
  /** Column of the cursor at an empty prompt of this agent: Left detaches there. */
  readonly promptColumn?: number;
  /** Its program is known to take a paste between brackets, for backends that are not told when it asks for them. */
  readonly bracketsPastes?: boolean;
  /** Name of the backend in which it is to live; undefined: the usual one. */
  readonly backend?: string;
}

/** Identity of a running server: ids restart with it. */
export interface Server {
  readonly pid: number;
  /** ms since the epoch. */
  readonly startedAt: number;
}

/** A terminal that its backend has told of. */
export type Listed = TerminalFact & { readonly place: Place };

export interface Listing {
  /** Of our own sessions; undefined when none runs. */
  readonly server: Server | undefined;
  /** Every terminal that carries an id of ours; of all servers. */
  readonly panes: readonly Listed[];
  /** Every other terminal, with an empty id. */
  readonly unmanaged: readonly Listed[];
}

/** What keeps a server from being asked, in words for a row. */
export interface Silence {
  /** Of the server where our own sessions start. */
  readonly own: string | undefined;
  readonly of: (place: Place) => string | undefined;
}

export interface Survey extends Listing {
  readonly silence: Silence;
  /** The server of that place, where sessions live in several; undefined when it has ended. Without it: `server`. */
  readonly serverAt?: (place: Place) => Server | undefined;
}

/** How a terminal gets to look at a session. */
export interface AttachCommand {
  readonly argv: readonly string[];
  /** Added to the own environment; undefined takes a variable out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How to come back, where it is not Ctrl+Z. */
  readonly wayBack?: string;
  /** The session has a terminal beside this one: this shows it there, and this one is not given away. Throws a sentence. */
  readonly show?: () => Promise<void>;
}

/** Enough of a terminal to read its screen. */
export type Capturable = Pick<Listed, 'id' | 'place'>;

/** Where to write, and what must still be true there at that moment. */
export interface Target {
  readonly place: Place;
  readonly id: string;
  /** Undefined: any question will do. */
  readonly questionNumber?: number;
  /** What must run in the foreground, as the listing names it: where a shell waits behind the agent. */
  readonly command?: string;
}

/** Why a guarded write did not happen. */
export type Refusal = 'gone' | 'dead' | 'moved-on' | 'copy-mode' | 'other-session';
export type Delivery =
  /** `unseen`: why nobody saw whether it went where it was to go, where a backend has to look for that. */
  { readonly sent: true; readonly unseen?: string } | { readonly sent: false; readonly why: Refusal };

/** How something is asked of a backend that may be busy. */
export interface Asking {
  /** For what cannot be asked later instead: one that is very busy is asked again, for 10 s in all. */
  readonly patient?: boolean;
}

/** Where sessions live. Every method rejects with a sentence for a person. What not every backend can is in `can`. */
export interface Backend {
  /** Stands in each of its places, and in records. */
  readonly name: string;
  /** What else it can; what is left out it cannot. `required` says so in a sentence. */
  readonly can: Partial<Capabilities>;
  /** Creates and tags in one step. */
  readonly start: (request: StartRequest) => Promise<Place>;
  /**
   * Every terminal; one invocation per server however many. Near a place only its server, as it is now, `own` the one
   * where sessions start; without, servers of the person's may be told as they were up to 2 s ago.
   */
  readonly list: (near?: Place | 'own', asking?: Asking) => Promise<Listing>;
  /** The same, where a server that does not answer is named, and costs the others nothing. */
  readonly survey: () => Promise<Survey>;
  /** The visible screens of these terminals, by session id; one invocation however many. */
  readonly capture: (panes: readonly Capturable[]) => Promise<ReadonlyMap<string, Screen>>;
  /**
   * The last `lines` lines including scrollback, without escape codes; undefined when the terminal
   * is gone or is another session's.
   */
  readonly history: (target: Target, lines: number) => Promise<readonly string[] | undefined>;
  /** Performs the steps; stops at the first refusal. */
  readonly deliver: (target: Target, steps: readonly Step[], gapMs: number) => Promise<Delivery>;
  /**
   * Program, arguments and environment with which a terminal looks at a session that was started here. `say` is shown
   * for a moment below it: our own words only.
   */
  readonly attachCommand: (place: Place, say?: string) => AttachCommand;
  /** Ends the whole process tree and keeps the last screen for `capture` and `history`. */
  readonly stop: (target: Target) => Promise<void>;
  /** Ends the session and its whole process tree, and verifies it. Does nothing when it is gone. */
  readonly end: (target: Target, asking?: Asking) => Promise<void>;
  /** Removes what is left of a dead session (its last screen and exit code). Throws while it lives. */
  readonly clear: (target: Target) => Promise<void>;
  /** Ends our own server when no session of ours lives in it; never the person's. */
  readonly endServer: (asking?: Asking) => Promise<void>;
  /**
   * For a verb that does the same to many sessions: from now on what does not answer is asked once, and everything else
   * that would be asked of it fails at once with the same sentence.
   */
  readonly giveUpOnce: () => void;
}

/** What a backend may be able to do besides. */
export interface Capabilities {
  readonly guards: Guards;
  /** Where there are no guards: a write is checked before it and after it, and something can happen between. */
  readonly checks: Checks;
  readonly adopts: Adopts;
  readonly names: Names;
  readonly scrollback: Scrollback;
  /** Where the cursor stands is told. */
  readonly cursor: Has;
  readonly origins: Origins;
}

/** What has scrolled out of the screen can be read. */
export interface Scrollback {
  /** Whether it is at that place, where sessions live in several. */
  readonly isKept: (place: Place) => boolean;
}
export const keptEverywhere: Scrollback = { isKept: () => true };

/** There is nothing to ask it for. */
export type Has = Readonly<Record<string, never>>;
export const has: Has = {};

/** Each write is checked in the moment in which it happens, against the number of the question that is open, too. */
export type Guards = Checks;

/** A write is checked against the number of the question that is open. */
export interface Checks {
  /** Tells the number of each session's question. */
  readonly numberQuestions: (
    numbers: readonly { readonly place: Place; readonly questionNumber: number }[],
  ) => Promise<void>;
}

/** A terminal that nobody started here gets a session's id, or loses the one it has. */
export interface Tag {
  readonly place: Place;
  readonly id: string;
  readonly action: 'set' | 'unset';
  /** Of its agent. */
  readonly promptColumn?: number | undefined;
  readonly questionNumber?: number;
}

/** Agents that nobody started here are found in it, and are rows like the others. */
export interface Adopts {
  /** Whether there is a server of the person's now. */
  readonly hasOthers: () => boolean;
  /** The terminal that a target of a person names. Throws a sentence for what could be more than a name. */
  readonly find: (target: string) => Promise<Listed | undefined>;
  /** Its servers, for people. */
  readonly servers: () => readonly string[];
  /** Gives terminals an id, or takes it from them; nothing else of a person's server changes. */
  readonly tag: (tags: readonly Tag[]) => Promise<void>;
  /** The same for every place of one terminal. */
  readonly keyOf: (place: Place) => string;
  /** As `attachCommand`, for one that may stand beside others; `keys` as `wayBack` has them. */
  readonly showCommand: (place: Place, keys?: string) => AttachCommand;
  /** The keys that lead back from there, as a person reads them: `ctrl+b d`. */
  readonly wayBack: (place: Place) => Promise<string | undefined>;
  /** The terminal, for a sentence about one of the person's. */
  readonly describe: (place: Place) => string;
}

/** Its terminals stay when the process that started them has ended, and tell what they were started with. */
export interface Origins {
  /** Every terminal that carries an id of ours, whichever state directory it belongs to, on every server that can be asked. */
  readonly started: () => Promise<readonly Started[]>;
}

export interface Started {
  readonly pane: Listed;
  /** As it stood in the request. */
  readonly argv: readonly string[];
}

/** Its terminals have names, which people see and change there. */
export interface Names {
  /** Gives the terminal of a session another name of `[a-z0-9-]`, with a number when it is taken. */
  readonly rename: (target: Target, slug: string) => Promise<void>;
  /** Remembers the names that these have now, for `PaneFact.notedName`. */
  readonly note: (targets: readonly { readonly place: Place; readonly id: string }[]) => Promise<void>;
  /** The same for all places that share one name, and the keys that lead back. */
  readonly groupOf: (place: Place) => string;
}

/** The capability, for what cannot be done without it. Throws a sentence where it is missing. */
export function required<Name extends keyof Capabilities>(
  { name, can }: Pick<Backend, 'name' | 'can'>,
  capability: Name,
): Capabilities[Name] {
  const found = can[capability];
  if (found) return found;
  throw new Error(lackOf(name, capability));
}

/** The sentence for what a backend of this name cannot. */
export function lackOf(name: string, capability: keyof Capabilities): string {
  return `Sessions that live in ${name} cannot ${missing[capability]}.`;
}

const missing: Readonly<Record<keyof Capabilities, string>> = {
  guards: 'make sure that a question is still open in the moment in which it is answered',
  checks: 'tell which question is open',
  adopts: 'show agents that were started elsewhere',
  names: 'have names that are seen there',
  scrollback: 'be read beyond what stands on their screen',
  cursor: 'tell where their cursor stands',
  origins: 'tell what they were started with',
};

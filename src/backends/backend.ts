import type { Step } from '../core/agents/shared/step.ts';
import type { PaneFact, Screen } from '../core/screen/screen.ts';
import type { TmuxPlace } from '../core/session/session.ts';

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
}

/** Identity of a running server: ids restart with it. */
export interface Server {
  readonly pid: number;
  /** ms since the epoch. */
  readonly startedAt: number;
}

/** What keeps a server from being asked, in words for a row, by its socket. */
export type Silent = ReadonlyMap<string, string>;

export interface Listing {
  /** Undefined when no server runs. */
  readonly server: Server | undefined;
  /** Every pane that carries an id of ours; of all servers. */
  readonly panes: readonly PaneFact[];
  /** Every other pane, with an empty id. */
  readonly unmanaged: readonly PaneFact[];
}

/** A pane that nobody started here gets a session's id, or loses the one it has. */
export interface Tag {
  readonly place: TmuxPlace;
  readonly id: string;
  readonly action: 'set' | 'unset';
  /** Of its agent. */
  readonly promptColumn?: number | undefined;
  readonly questionNumber?: number;
}

/** How a terminal gets to look at a session. */
export interface AttachCommand {
  readonly argv: readonly string[];
  /** Added to the own environment; undefined takes a variable out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How to come back, where it is not Ctrl+Z. */
  readonly wayBack?: string;
}

/** Enough of a pane to read its screen. */
export type Capturable = Pick<PaneFact, 'id' | 'pane' | 'socket'>;

/** Where to write, and what must still be true there at that moment. */
export interface Target {
  readonly place: TmuxPlace;
  readonly id: string;
  /** Undefined: any question will do. */
  readonly questionNumber?: number;
  /** What must run in the foreground, as tmux names it: where a shell waits behind the agent. */
  readonly command?: string;
}

/** Why a guarded write did not happen. */
export type Refusal = 'gone' | 'dead' | 'moved-on' | 'copy-mode' | 'other-session';
export type Delivery = { readonly sent: true } | { readonly sent: false; readonly why: Refusal };

/** Where sessions live. Every method rejects with a sentence for a person. */
export interface Backend {
  readonly name: 'tmux';
  /** Where its server listens, for people. */
  readonly socket: string;
  /** Creates and tags in one step. */
  readonly start: (request: StartRequest) => Promise<TmuxPlace>;
  /**
   * Every pane; one invocation per server however many panes. With a socket only that server, as it is now; without,
   * servers of the person's may be told as they were up to 2 s ago.
   */
  readonly list: (socket?: string) => Promise<Listing>;
  /** The same, where a server that does not answer is named, and costs the others nothing. */
  readonly survey: () => Promise<Listing & { readonly silent: Silent }>;
  /** The visible screens of these panes, by session id; one invocation however many. */
  readonly capture: (panes: readonly Capturable[]) => Promise<ReadonlyMap<string, Screen>>;
  /** Where a listed pane is, for the other methods. */
  readonly placeOf: (pane: PaneFact) => TmuxPlace;
  /**
   * The last `lines` lines including scrollback, without escape codes; undefined when the pane
   * is gone or is another session's.
   */
  readonly history: (target: Target, lines: number) => Promise<readonly string[] | undefined>;
  /** Performs the steps, each guarded inside the server; stops at the first refusal. */
  readonly deliver: (target: Target, steps: readonly Step[], gapMs: number) => Promise<Delivery>;
  /** Tells the server the number of each session's question. */
  readonly numberQuestions: (
    numbers: readonly { place: TmuxPlace; questionNumber: number }[],
  ) => Promise<void>;
  /** Gives panes that nobody started here an id, or takes it from them; nothing else of a person's server changes. */
  readonly tag: (tags: readonly Tag[]) => Promise<void>;
  /**
   * Program, arguments and environment with which a terminal looks at a session that was started here. `say` is shown
   * for a moment below it: our own words only, see `sayWords`.
   */
  readonly attachCommand: (place: TmuxPlace, say?: string) => AttachCommand;
  /** The same for a pane that nobody started here, which may be one of several in its window; `keys` as `wayBack` has them. */
  readonly showCommand: (place: TmuxPlace, keys?: string) => AttachCommand;
  /** The keys that lead back from there, as a person reads them: `ctrl+b d`. */
  readonly wayBack: (place: TmuxPlace) => Promise<string | undefined>;
  /** Gives the tmux session of a session another name of `[a-z0-9-]`, with a number when it is taken. */
  readonly rename: (target: Target, slug: string) => Promise<void>;
  /** Remembers the names that the tmux sessions of these have now, for `PaneFact.notedName`. */
  readonly noteNames: (targets: readonly { place: TmuxPlace; id: string }[]) => Promise<void>;
  /** Ends the whole process tree and keeps the last screen for `capture` and `history`. */
  readonly stop: (target: Target) => Promise<void>;
  /** Ends the session and its whole process tree, and verifies it. Does nothing when it is gone. */
  readonly end: (target: Target) => Promise<void>;
  /** Ends our own server when no session of ours lives in it; never the person's. */
  readonly endServer: () => Promise<void>;
  /** Removes what is left of a dead session (a pane kept for its exit code). */
  readonly clear: (target: Target) => Promise<void>;
}

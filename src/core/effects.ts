import type { LaunchOptions } from './agents/shared/launch-options.ts';
import type { Question } from './question/question.ts';
import type { UserState } from './session/session.ts';

/** What a person gives as an answer: options of the open question, or text. */
export interface Reply {
  readonly choices: readonly number[];
  readonly text?: string;
  /** A command for the shell of the session's agent, in its own mode for that; nothing else is given then. */
  readonly command?: string;
}

/**
 * Which session is meant: its id, eight hexadecimal digits. One of another machine is to be named `host/id` here and in
 * every row of it; the performer that passes an effect on to that machine takes the host away.
 */
export type SessionId = string;

/** The question of a session that an answer is for. */
export interface BoundQuestion {
  readonly id: SessionId;
  readonly question: Question | undefined;
  readonly questionNumber: number;
}

/** A session that a person asks for; its performer gives it an id, a place and a start. */
export interface DispatchRequest {
  readonly kind: 'background' | 'exec';
  readonly agent: string;
  /** The program and its words, where nobody described it: `agent` is `command` then. */
  readonly argv?: readonly string[];
  /** The first prompt, or the shell command of an `exec` job. Empty: an agent without a task yet. */
  readonly text: string;
  /** Absolute directory. */
  readonly cwd: string;
  readonly name?: string;
  readonly role?: string;
  /** The agent's id of a conversation to go on with. */
  readonly resume?: string;
  /** What every agent has its own words for. */
  readonly options?: LaunchOptions;
  /** Whether it gets a worktree of its own; undefined: as rules and settings say. */
  readonly worktree?: boolean;
  /** Name of the backend in which it lives; undefined: as the settings say. */
  readonly backend?: string;
  /** Starts at once, whatever the load of the machine. */
  readonly now?: boolean;
  /** Words passed on to the agent as they are. */
  readonly flags: readonly string[];
}

/** An act on the world, as data; a `Performer` performs it. */
export type Effect =
  | {
      readonly type: 'dispatch';
      readonly request: DispatchRequest;
      readonly attach: boolean;
      /** As it was typed: given back when nothing was started. */
      readonly line: string;
    }
  | { readonly type: 'attach'; readonly id: SessionId }
  | { readonly type: 'stop'; readonly id: SessionId }
  /** `undo` says how it is brought back, without a full stop; nothing where no key does. */
  | { readonly type: 'remove'; readonly id: SessionId; readonly undo?: string }
  /** Reads what lies in the worktrees of these sessions now: a deletion would take it away. */
  | { readonly type: 'read-work'; readonly ids: readonly SessionId[] }
  /** Reads what a session has changed. */
  | { readonly type: 'diff'; readonly id: SessionId }
  /** Starts sessions again that have ended. */
  | { readonly type: 'resume'; readonly ids: readonly SessionId[] }
  /** Brings deleted sessions back. */
  | { readonly type: 'restore'; readonly ids: readonly SessionId[] }
  | {
      readonly type: 'mark';
      readonly id: SessionId;
      readonly userState: Partial<Omit<UserState, 'version'>>;
    }
  /** A person has looked at it, until then; ms. */
  | { readonly type: 'seen'; readonly id: SessionId; readonly at: number }
  /** Answers the question with that number, and no other. */
  | ({ readonly type: 'reply'; readonly reply: Reply } & BoundQuestion)
  /** The same answer to the same question of several sessions, each bound to its own number. */
  | { readonly type: 'reply-alike'; readonly bound: readonly BoundQuestion[]; readonly reply: Reply }
  /** Keeps the screen and the evidence of a state that is wrong. */
  | { readonly type: 'report'; readonly id: SessionId }
  /** Opens a page in the browser. */
  | { readonly type: 'open-address'; readonly address: string }
  /** Keeps a prompt for the next time. */
  | { readonly type: 'remember'; readonly text: string }
  /** Opens the text in $VISUAL or $EDITOR. */
  | { readonly type: 'edit'; readonly text: string }
  /** Kept for the next view, and told to those that are open. */
  | { readonly type: 'save-view'; readonly change: ViewChange }
  /** Moves sessions that have ended to the trash; one that runs again meanwhile stays. */
  | { readonly type: 'clear'; readonly ids: readonly SessionId[] }
  | { readonly type: 'leave' };

export const groupings = ['state', 'directory', 'role'] as const;
export type Grouping = (typeof groupings)[number];

/** One thing that a person set for all views. */
export type ViewChange =
  | { readonly grouping: Grouping }
  | { readonly key: string; readonly collapsed: boolean };

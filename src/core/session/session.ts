import type { PullRequest } from '../pulls/pulls.ts';
import type { Question } from '../question/question.ts';
import type { Place } from '../screen/place.ts';
import type { Work, Worktree } from '../worktree/worktree.ts';
import type { Progress, ProgressMemory } from './progress.ts';
import type { ProcessState, State } from './state.ts';

export type WaitingFor = 'permission' | 'question' | 'plan' | 'dialog' | 'limit';
export type Kind = 'background' | 'exec' | 'adopted';

/** `jobs/<id>/spec.json`: what was asked for. Written once, by who dispatched. Times are ms since the epoch. */
export interface Spec {
  readonly version: 1;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly kind: Kind;
  /** Name of an agent in `core/agents`, `shell` for shell jobs. */
  readonly agent: string;
  /** The name given at dispatch, or one made from the prompt. */
  readonly name: string;
  /** Slug of `[a-z0-9-]`: the name of its terminal. */
  readonly slug: string;
  /** Absolute directory where the session starts. */
  readonly cwd: string;
  /** What the directory that was asked for was then: stays the same when it is renamed. */
  readonly directory?: { readonly dev: number; readonly ino: number };
  /** Words passed on to the agent, after our own. */
  readonly flags: readonly string[];
  /** For `exec`: the shell command. */
  readonly command?: string;
  /** For a program that nobody described: its name or path, and its words. */
  readonly argv?: readonly string[];
  /** The agent's own conversation id, chosen by us where the agent takes one. */
  readonly sessionId?: string;
  readonly role?: string;
  readonly worktree?: Worktree;
  /** Why it works in the directory itself and not in a worktree of its own; ends a sentence. */
  readonly inPlace?: string;
  /** Id of the session from which this one was dispatched. */
  readonly parent?: string;
  readonly createdAt: number;
  /** The first line of the prompt, for the row before the agent says anything. */
  readonly firstLine: string;
}

/** `jobs/<id>/marks.json`: what the person set. */
export interface UserState {
  readonly version: 1;
  readonly name?: string;
  readonly pinned?: boolean;
  readonly order?: number;
  /** Set when a person stopped the session: an exit after it is `stopped`, not `failed`. ms. */
  readonly stoppedAt?: number;
  /** Set when the supervisor stopped it because nobody needed it: an exit after it changes no state. ms. */
  readonly restedAt?: number;
  /** When a person last attached or peeked. ms. */
  readonly seenAt?: number;
}

/** One reason for a verdict: which source, which rule, when it was seen, and what it says. */
export interface Evidence {
  readonly source: 'process' | 'session-file' | 'event' | 'screen' | 'activity' | 'person';
  /** Name of the rule, for example `claude.screen.permission`. */
  readonly rule: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly says: State;
  /** True for the one that decided. */
  readonly decided?: boolean;
}

/** How a session ended, where its state alone does not say it. */
export type End = 'interrupted';

/** `jobs/<id>/state.json`: what the supervisor concluded. A cache: it can be rebuilt. */
export interface Status {
  readonly version: 1;
  readonly id: string;
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  /** Counts the questions of this session; a reply is bound to one. */
  readonly questionNumber: number;
  /** It ended through no act of its own or of a person: a reboot, a tmux server that died, a kill from outside. */
  readonly end?: End;
  /** One line: what it does, asks, or how it ended. Untrusted text. */
  readonly summary: string;
  /** What of its record cannot be used, while its program runs. Untrusted text. */
  readonly trouble?: string;
  /** Of parallel items that the agent tells of, while it works on them. */
  readonly progress?: Progress;
  readonly process: ProcessState;
  readonly pid?: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly exitCode?: number;
  /** Since when the state is what it is; ms. */
  readonly since: number;
  readonly sessionId?: string;
  /** Where its terminal is, or was last. */
  readonly place?: Place;
  /** Claude Code's own background service runs it: its id there. */
  readonly claudeJob?: string;
  readonly evidence: readonly Evidence[];
  /** What `observe` has to remember from tick to tick; nobody else reads it but `factsOf`. */
  readonly memory: Memory;
}

/** The last facts of each kind, so that older evidence can be weighed against newer. */
export interface Memory {
  /** ms; when the screen's text last changed. */
  readonly screenChangedAt?: number;
  /** Hash of the screen last read. */
  readonly screenHash?: string;
  readonly lastEvent?: {
    readonly name: string;
    readonly at: number;
    readonly text?: string;
    readonly says: State;
    readonly waitingFor?: WaitingFor;
    readonly question?: Question;
    /** When an event first told of this question: two hooks of one dialog come one after the other. ms. */
    readonly askedAt?: number;
  };
  readonly told?: ToldQuestion;
  /** What the screen said when it was last read. */
  readonly screen?: ScreenMemory;
  /** Kept while only general rules know the screen. */
  readonly output?: OutputMemory;
  /** The tool that runs, as the hook named it. */
  readonly activity?: string;
  /** When it had waited long enough for its start; ms. */
  readonly releasedAt?: number;
  /** The first time the pane was seen alive, or was said to have been started; ms. */
  readonly seenAliveAt?: number;
  /** What is being done before its program starts; empty when it is done. */
  readonly preparing?: string;
  /** Why it could not be started. Untrusted text. */
  readonly startProblem?: string;
  /** When a dialog that stood before the first turn was gone, for example whether a folder is trusted; ms. */
  readonly begunAt?: number;
  /** The last line of a screen that no rule knows, before the first turn. Untrusted text. */
  readonly lastWords?: string;
  /** Its agent has drawn a screen that its rules know, in this run of the program. */
  readonly hasDrawn?: boolean;
  /** When the empty prompt came to stand there, as long as no screen has shown a turn; ms. */
  readonly promptAt?: number;
  /** A screen of this run has shown a turn, or its end. */
  readonly hasShownTurn?: boolean;
  /** When the program was first seen to have ended; ms. Its exit code can come a moment later. */
  readonly deadAt?: number;
  /** True once a prompt was submitted or a turn seen: tells `idle` from `completed`. */
  readonly hasWorked?: boolean;
  /** When a turn last began or ended; ms. */
  readonly lastTurnAt?: number;
  /** Background tasks or subagents still running after a turn's end. */
  readonly backgroundTasks?: number;
  readonly progress?: ProgressMemory;
  /** What the runs of its program before this one had come to, as long as this one has begun no turn. */
  readonly before?: Rest;
}

/** How the last turn of a session had ended when its program did. */
export interface Rest {
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  readonly summary: string;
  /** ms */
  readonly since: number;
}

/** A dialog that an event told of and that has its number. */
export interface ToldQuestion {
  /** As `askedAt` of that event; ms. */
  readonly at: number;
  /** Whether it has stood on the screen. */
  readonly isSeen: boolean;
}

/** How a turn has ended. */
export interface TurnEnd {
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  readonly summary?: string;
}

/** What the output of a program was when it was last looked at, to see whether it grows. */
export interface OutputMemory {
  readonly width: number;
  /** Of lines with text. */
  readonly lines: number;
  /** Hash of the last of them. */
  readonly last: string;
  /** When it last grew; ms. */
  readonly grownAt?: number;
}

/** What one reading of a screen said. */
export interface ScreenMemory {
  readonly state: State;
  readonly rule: string;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  readonly summary?: string;
  readonly inBackground?: boolean;
  readonly mayGoOn?: boolean;
  readonly ifWorked?: TurnEnd | undefined;
}

/** A row: spec, user state and status put together. */
export interface Session {
  readonly id: string;
  readonly spec: Spec;
  readonly userState: UserState;
  readonly status: Status;
  /** In the order in which they were found; left out while there is none. */
  readonly pulls?: readonly PullRequest[];
  /** Of its worktree; undefined until it was first read. */
  readonly work?: Work;
  /** What is wrong with its record, which cannot be read: all the rest is made up. Untrusted text. */
  readonly unreadable?: string;
}

import type { AgentEvent } from '../../events/agent-event.ts';
import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import type { ProgressStep } from '../../session/progress.ts';
import type { Spec, TurnEnd } from '../../session/session.ts';
import type { State, WaitingFor } from '../../session/state.ts';
import type { Key } from './key.ts';
import type { Choices, OptionWords } from './launch-options.ts';
import type { Step, Typing } from './step.ts';

/** What a screen alone says. `state` is `unknown` when no rule fits. */
export interface ScreenReading {
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  /** Name of the rule that decided, for example `claude.screen.permission`. */
  readonly rule: string;
  /** One line for the row: what it does or how the turn ended. */
  readonly summary?: string;
  /** The turn has ended and only background work goes on. */
  readonly inBackground?: boolean;
  /** Nothing on the screen says that the turn is over: it may be that an answer is still coming in. */
  readonly mayGoOn?: boolean;
  /** What it comes to where a turn has been seen: the prompt alone looks the same before and after. */
  readonly ifWorked?: TurnEnd;
  /** What stands in the composer, when the prompt can be seen; empty string for an empty prompt. */
  readonly draft?: string;
  /** The draft is the prompt of a turn that was interrupted, which the agent has put there itself. */
  readonly isGivenBack?: boolean;
  /** What takes the keys in place of the composer, where it has a name: `its history search`. */
  readonly open?: string;
}

/** What an event says of the session. */
export interface EventReading {
  readonly state?: State;
  readonly waitingFor?: WaitingFor;
  readonly question?: Question;
  /** One line: the tool and what it is applied to, or the last words of a turn. */
  readonly summary?: string;
  readonly sessionId?: string;
  readonly backgroundTasks?: number;
  readonly progress?: ProgressStep;
  /** A tool was run to its end; one that waits for permission has not run. */
  readonly ranTool?: boolean;
  /** The event begins or ends a turn. */
  readonly turn?: 'begins' | 'ends';
}

/** What the agent's own session file says (Claude Code: `sessions/<pid>.json`). */
export interface SessionFile {
  readonly pid: number;
  readonly sessionId: string;
  readonly cwd: string;
  readonly status: 'idle' | 'busy' | 'waiting';
  readonly waitingFor?: string;
  /** ms since the epoch. */
  readonly updatedAt: number;
  /** ms since the epoch. */
  readonly startedAt?: number;
  readonly kind?: string;
  /** Of a session in Claude Code's own background (`kind` is `bg`): its id there. */
  readonly jobId?: string;
  readonly name?: string;
}

/** Files and words with which a session starts. Paths are absolute; nothing of it goes through tmux. */
export interface Launch {
  /** Program and arguments; the prompt is not among them. */
  readonly argv: readonly string[];
  /** Whether the launcher adds the prompt as the last argument. */
  readonly promptAsArgument: boolean;
  /** What stands before the prompt in that argument, for programs that take it as an option: `--prompt=`. */
  readonly promptOption?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Files that the launch needs in the job directory, by name. */
  readonly files: Readonly<Record<string, string>>;
}

export interface LaunchRequest {
  readonly spec: Spec;
  /** The job directory. */
  readonly directory: string;
  /** The sh script that drops an event into the inbox: `hook <EventName>`. */
  readonly hook: string;
  readonly hasPrompt: boolean;
  /** What the person's own `--settings` hold; ours are added to it. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** True to go on with the conversation `spec.sessionId`. */
  readonly resume: boolean;
}

export interface ShellMode {
  /** A line near the composer that stands there in that mode only. */
  readonly mark: RegExp;
  /** It stays after a command until Esc is pressed. */
  readonly stays?: boolean;
}

/** Everything that is particular to one kind of program. Adding an agent is one file and one line in `agents/index.ts`. */
export interface Agent {
  readonly name: string;
  /** As a person writes it: `Claude Code`. */
  readonly label: string;
  /** What is looked for on PATH. */
  readonly program: string;
  /** The npm package in which it comes, by which a script of it is known whatever its name. */
  readonly packageName?: string;
  /** Column of the cursor at an empty prompt; Left detaches there. */
  readonly promptColumn?: number;
  /** Whether a process of the program with these arguments holds a conversation; undefined: each does. */
  readonly isConversation?: (words: readonly string[]) => boolean;
  readonly interruptKeys: readonly Key[];
  /** Least time between two of them, where the program takes them for one otherwise. */
  readonly interruptGapMs?: number;
  /**
   * The mode, entered with `!` on an empty prompt, in which the agent runs what is typed in a
   * shell; undefined: it has none.
   */
  readonly shellMode?: ShellMode;
  /** Least time between a paste and Enter. */
  readonly pasteGapMs: number;
  /** It draws on the terminal's second screen alone: on the first it is suspended, or not there yet. */
  readonly isFullScreen?: boolean;
  /** How a message is typed; undefined: pasted, and no more. */
  readonly typing?: Typing;
  /** The first prompt is pasted once the screen says that the program listens. */
  readonly pastesPrompt?: boolean;
  /** Its words for what a person says of model, effort and permissions. */
  readonly options?: OptionWords;
  /** What can be chosen of these with a key, in the order in which it is offered. */
  readonly choices?: Choices;
  /** It names its conversations itself: only an event tells the id. */
  readonly namesConversation?: boolean;
  /** There are no words to go on with a conversation. */
  readonly cannotResume?: boolean;
  /** Nothing is known of conversations: it can only be started from its beginning. */
  readonly beginsAgain?: boolean;
  readonly launch: (request: LaunchRequest) => Launch;
  readonly readScreen: (screen: Screen) => ScreenReading;
  /** The part of a screen that is the agent's output, without its composer and footer. */
  readonly outputLines?: (screen: Screen) => readonly string[];
  readonly readEvent: (event: AgentEvent) => EventReading | undefined;
  /**
   * The steps that choose `choice` (indices into `question.options`) or give `text` to an open dialog; undefined when
   * it cannot be done from outside.
   */
  readonly answer: (
    question: Question,
    answer: { readonly choices: readonly number[]; readonly text?: string },
  ) => readonly Step[] | undefined;
}

/** The program of a session: its agent's, or one that nobody described. */
export function programOf({ program }: Agent, { argv }: Pick<Spec, 'argv'>): string {
  return argv?.[0] ?? program;
}

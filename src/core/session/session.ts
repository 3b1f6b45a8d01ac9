import type { PullRequest } from '../pulls/pulls.ts';
import { questionSchema } from '../question/question.ts';
import {
  absolutePath,
  boolean,
  count,
  jobId,
  listOf,
  matches,
  number,
  oneOf,
  optional,
  record,
  type Typed,
  text,
  versionOne,
} from '../schema.ts';
import { placeSchema } from '../screen/place.ts';
import { type Work, worktreeSchema } from '../worktree/worktree.ts';
import { progressMemorySchema, progressSchema } from './progress.ts';
import { processStates, states, waits } from './state.ts';

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

/** `jobs/<id>/spec.json`: what was asked for. Written once, by who dispatched. Times are ms since the epoch. */
export type Spec = Typed<typeof specSchema>;
export const specSchema = record({
  version: versionOne,
  id: jobId,
  kind: oneOf(['background', 'exec', 'adopted']),
  /** Name of an agent in `core/agents`, `shell` for shell jobs. */
  agent: text,
  /** The name given at dispatch, or one made from the prompt. */
  name: text,
  /** The name of its terminal: it goes to tmux as a name, so that nothing else than these characters may pass. */
  slug: matches(/^[a-z0-9-]{1,64}$/),
  /** Where the session starts. */
  cwd: absolutePath,
  /** What the directory that was asked for was then: stays the same when it is renamed. */
  directory: optional(record({ dev: number, ino: number })),
  /** Words passed on to the agent, after our own. */
  flags: listOf(text),
  /** For `exec`: the shell command. */
  command: optional(text),
  /** For a program that nobody described: its name or path, and its words. */
  argv: optional(listOf(text)),
  /** The agent's own conversation id, chosen by us where the agent takes one. */
  sessionId: optional(text),
  role: optional(text),
  /** Name of the backend in which it lives until a person names another; undefined: the usual one. */
  backend: optional(text),
  worktree: optional(worktreeSchema),
  /** Why it works in the directory itself and not in a worktree of its own; ends a sentence. */
  inPlace: optional(text),
  /** Id of the session from which this one was dispatched. */
  parent: optional(jobId),
  createdAt: number,
  /** The first line of the prompt, for the row before the agent says anything. */
  firstLine: text,
});

export type Kind = Spec['kind'];

/** `jobs/<id>/marks.json`: what the person set. */
export type UserState = Typed<typeof userStateSchema>;
export const userStateSchema = record({
  version: versionOne,
  name: optional(text),
  pinned: optional(boolean),
  order: optional(number),
  /** Set when a person stopped the session: an exit after it is `stopped`, not `failed`. ms. */
  stoppedAt: optional(number),
  /** Set when the supervisor stopped it because nobody needed it: an exit after it changes no state. ms. */
  restedAt: optional(number),
  /** When a person last attached or peeked. ms. */
  seenAt: optional(number),
});

const state = oneOf(states);

/** What a session waits for, and what it asks. */
const asked = { waitingFor: optional(oneOf(waits)), question: optional(questionSchema) };

/** One reason for a verdict: which source, which rule, when it was seen, and what it says. */
export type Evidence = Typed<typeof evidenceSchema>;
const evidenceSchema = record({
  source: oneOf(['process', 'session-file', 'event', 'screen', 'activity', 'person']),
  /** Name of the rule, for example `claude.screen.permission`. */
  rule: text,
  /** ms since the epoch. */
  at: number,
  says: state,
  /** True for the one that decided. */
  decided: optional(boolean),
});

/** How a turn has ended. */
export type TurnEnd = Typed<typeof turnEndSchema>;
const turnEndSchema = record({ state, ...asked, summary: optional(text) });

/** What the output of a program was when it was last looked at, to see whether it grows. */
export type OutputMemory = Typed<typeof outputMemorySchema>;
const outputMemorySchema = record({
  width: count,
  /** Of lines with text. */
  lines: count,
  /** Hash of the last of them. */
  last: text,
  /** When it last grew; ms. */
  grownAt: optional(number),
});

/** What one reading of a screen said. */
export type ScreenMemory = Typed<typeof screenMemorySchema>;
const screenMemorySchema = record({
  state,
  rule: text,
  ...asked,
  summary: optional(text),
  inBackground: optional(boolean),
  mayGoOn: optional(boolean),
  ifWorked: optional(turnEndSchema),
});

/** A dialog that an event told of and that has its number. */
export type ToldQuestion = Typed<typeof toldQuestionSchema>;
const toldQuestionSchema = record({
  /** As `askedAt` of that event; ms. */
  at: number,
  /** Whether it has stood on the screen. */
  isSeen: boolean,
});

/** How the last turn of a session had ended when its program did. */
export type Rest = Typed<typeof restSchema>;
const restSchema = record({
  state,
  ...asked,
  summary: text,
  /** ms */
  since: number,
});

/** The last facts of each kind, so that older evidence can be weighed against newer. */
export type Memory = Typed<typeof memorySchema>;
const memorySchema = record({
  /** ms; when the screen's text last changed. */
  screenChangedAt: optional(number),
  /** Hash of the screen last read. */
  screenHash: optional(text),
  lastEvent: optional(
    record({
      name: text,
      at: number,
      text: optional(text),
      says: state,
      ...asked,
      /** When an event first told of this question: two hooks of one dialog come one after the other. ms. */
      askedAt: optional(number),
    }),
  ),
  told: optional(toldQuestionSchema),
  /** What the screen said when it was last read. */
  screen: optional(screenMemorySchema),
  /** Kept while only general rules know the screen. */
  output: optional(outputMemorySchema),
  /** The tool that runs, as the hook named it. */
  activity: optional(text),
  /** When it had waited long enough for its start; ms. */
  releasedAt: optional(number),
  /** The first time the pane was seen alive, or was said to have been started; ms. */
  seenAliveAt: optional(number),
  /** What is being done before its program starts; empty when it is done. */
  preparing: optional(text),
  /** Why it could not be started. Untrusted text. */
  startProblem: optional(text),
  /** When a dialog that stood before the first turn was gone, for example whether a folder is trusted; ms. */
  begunAt: optional(number),
  /** The last line of a screen that no rule knows, before the first turn. Untrusted text. */
  lastWords: optional(text),
  /** Its agent has drawn a screen that its rules know, in this run of the program. */
  hasDrawn: optional(boolean),
  /** When the empty prompt came to stand there, as long as no screen has shown a turn; ms. */
  promptAt: optional(number),
  /** A screen of this run has shown a turn, or its end. */
  hasShownTurn: optional(boolean),
  /** When the program was first seen to have ended; ms. Its exit code can come a moment later. */
  deadAt: optional(number),
  /** True once a prompt was submitted or a turn seen: tells `idle` from `completed`. */
  hasWorked: optional(boolean),
  /** When a turn last began or ended; ms. */
  lastTurnAt: optional(number),
  /** Background tasks or subagents still running after a turn's end. */
  backgroundTasks: optional(count),
  progress: optional(progressMemorySchema),
  /** What the runs of its program before this one had come to, as long as this one has begun no turn. */
  before: optional(restSchema),
});

/** `jobs/<id>/state.json`: what the supervisor concluded. A cache: it can be rebuilt. */
export type Status = Typed<typeof statusSchema>;
export const statusSchema = record({
  version: versionOne,
  id: jobId,
  state,
  ...asked,
  /** Counts the questions of this session; a reply is bound to one. */
  questionNumber: count,
  /** It ended through no act of its own or of a person: a reboot, a tmux server that died, a kill from outside. */
  end: optional(oneOf(['interrupted'])),
  /** One line: what it does, asks, or how it ended. Untrusted text. */
  summary: text,
  /** What of its record cannot be used, while its program runs. Untrusted text. */
  trouble: optional(text),
  /** Of parallel items that the agent tells of, while it works on them. */
  progress: optional(progressSchema),
  process: oneOf(processStates),
  pid: optional(count),
  /** ms since the epoch. */
  startedAt: number,
  endedAt: optional(number),
  exitCode: optional(number),
  /** Since when the state is what it is; ms. */
  since: number,
  sessionId: optional(text),
  /** Where its terminal is, or was last. */
  place: optional(placeSchema),
  /** Claude Code's own background service runs it: its id there. */
  claudeJob: optional(jobId),
  evidence: listOf(evidenceSchema),
  /** What `observe` has to remember from tick to tick; nobody else reads it but `factsOf`. */
  memory: memorySchema,
});

/** How a session ended, where its state alone does not say it. */
export type End = NonNullable<Status['end']>;

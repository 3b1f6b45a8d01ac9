import type { PullChecks, PullRequest, PullsRecord } from '../../../core/pulls/pulls.ts';
import { pullObstacles, pullReviews, pullSources, pullStates } from '../../../core/pulls/pulls.ts';
import type { Option, Question } from '../../../core/question/question.ts';
import { usualBackend } from '../../../core/screen/place.ts';
import type { Progress, ProgressMemory } from '../../../core/session/progress.ts';
import type {
  Evidence,
  Memory,
  OutputMemory,
  Rest,
  ScreenMemory,
  Spec,
  ToldQuestion,
  TurnEnd,
  UserState,
} from '../../../core/session/session.ts';
import { states } from '../../../core/session/state.ts';
import type { Work, Worktree } from '../../../core/worktree/worktree.ts';
import type { Shape } from '../../files/shape.ts';
import {
  isBoolean,
  isCount,
  isNumber,
  isShaped,
  isString,
  listOf,
  matches,
  oneOf,
  optional,
} from '../../files/shape.ts';

import { isPlace, type StatusRecord } from './status-record.ts';

const isVersionOne = oneOf([1]);
const isCommit = matches(/^[0-9a-f]{40,64}$/);
const isState = oneOf(states);
const isWaitingFor = oneOf(['permission', 'question', 'plan', 'dialog', 'limit']);
const isId = matches(/^[0-9a-f]{8}$/);
const isAbsolute = matches(/^\//);

/** The slug goes to tmux as a name, so that nothing else than these characters may pass. */
export const specShape: Shape<Spec> = {
  version: isVersionOne,
  id: isId,
  kind: oneOf(['background', 'exec', 'adopted']),
  agent: isString,
  name: isString,
  slug: matches(/^[a-z0-9-]{1,64}$/),
  cwd: isAbsolute,
  directory: optional(isShaped<NonNullable<Spec['directory']>>({ dev: isNumber, ino: isNumber })),
  flags: listOf(isString),
  command: optional(isString),
  argv: optional(listOf(isString)),
  sessionId: optional(isString),
  role: optional(isString),
  worktree: optional(
    isShaped<Worktree>({
      path: isAbsolute,
      from: isAbsolute,
      repository: optional(isAbsolute),
      branch: optional(isString),
      base: optional(isCommit),
      trouble: optional(isString),
    }),
  ),
  inPlace: optional(isString),
  parent: optional(isId),
  createdAt: isNumber,
  firstLine: isString,
};

export const isUserState = isShaped<UserState>({
  version: isVersionOne,
  name: optional(isString),
  pinned: optional(isBoolean),
  order: optional(isNumber),
  stoppedAt: optional(isNumber),
  restedAt: optional(isNumber),
  seenAt: optional(isNumber),
});

export const isWork = isShaped<Work>({
  version: isVersionOne,
  branch: optional(isString),
  dirty: isCount,
  unsure: optional(isCount),
  ahead: isCount,
  unpushed: isCount,
  merged: optional(isBoolean),
});

const isQuestion = isShaped<Question>({
  kind: oneOf(['permission', 'question', 'plan', 'dialog', 'prose']),
  text: isString,
  header: optional(isString),
  body: optional(isString),
  options: listOf(
    isShaped<Option>({ label: isString, description: optional(isString), checked: optional(isBoolean) }),
  ),
  selected: optional(isCount),
  multiple: optional(isBoolean),
  freeText: optional(isCount),
  numbered: optional(isBoolean),
  isPartial: optional(isBoolean),
  isGeneral: optional(isBoolean),
});

const isEvidence = isShaped<Evidence>({
  source: oneOf(['process', 'session-file', 'event', 'screen', 'activity', 'person']),
  rule: isString,
  at: isNumber,
  says: isState,
  decided: optional(isBoolean),
});

const isTurnEnd = isShaped<TurnEnd>({
  state: isState,
  waitingFor: optional(isWaitingFor),
  question: optional(isQuestion),
  summary: optional(isString),
});

const isScreenMemory = isShaped<ScreenMemory>({
  state: isState,
  rule: isString,
  waitingFor: optional(isWaitingFor),
  question: optional(isQuestion),
  summary: optional(isString),
  inBackground: optional(isBoolean),
  mayGoOn: optional(isBoolean),
  ifWorked: optional(isTurnEnd),
});

const isProgress = isShaped<Progress>({ done: isCount, total: isCount });

const isMemory = isShaped<Memory>({
  screenChangedAt: optional(isNumber),
  screenHash: optional(isString),
  lastEvent: optional(
    isShaped<NonNullable<Memory['lastEvent']>>({
      name: isString,
      at: isNumber,
      text: optional(isString),
      says: isState,
      waitingFor: optional(isWaitingFor),
      question: optional(isQuestion),
      askedAt: optional(isNumber),
    }),
  ),
  told: optional(isShaped<ToldQuestion>({ at: isNumber, isSeen: isBoolean })),
  screen: optional(isScreenMemory),
  output: optional(
    isShaped<OutputMemory>({ width: isCount, lines: isCount, last: isString, grownAt: optional(isNumber) }),
  ),
  activity: optional(isString),
  releasedAt: optional(isNumber),
  seenAliveAt: optional(isNumber),
  preparing: optional(isString),
  startProblem: optional(isString),
  lastWords: optional(isString),
  begunAt: optional(isNumber),
  deadAt: optional(isNumber),
  hasDrawn: optional(isBoolean),
  promptAt: optional(isNumber),
  hasShownTurn: optional(isBoolean),
  hasWorked: optional(isBoolean),
  lastTurnAt: optional(isNumber),
  backgroundTasks: optional(isCount),
  progress: optional(
    isShaped<ProgressMemory>({
      list: optional(isProgress),
      tasks: optional(isCount),
      tasksDone: optional(listOf(isString)),
      agents: optional(isCount),
      agentsDone: optional(isCount),
    }),
  ),
  before: optional(
    isShaped<Rest>({
      state: isState,
      waitingFor: optional(isWaitingFor),
      question: optional(isQuestion),
      summary: isString,
      since: isNumber,
    }),
  ),
});

export const isStatus = isShaped<StatusRecord>({
  version: isVersionOne,
  id: isId,
  state: isState,
  waitingFor: optional(isWaitingFor),
  question: optional(isQuestion),
  questionNumber: isCount,
  summary: isString,
  end: optional(oneOf(['interrupted'])),
  trouble: optional(isString),
  progress: optional(isProgress),
  process: oneOf(['alive', 'exited', 'none']),
  pid: optional(isCount),
  startedAt: isNumber,
  endedAt: optional(isNumber),
  exitCode: optional(isNumber),
  since: isNumber,
  sessionId: optional(isString),
  place: optional(isPlace),
  [usualBackend]: optional(isPlace),
  claudeJob: optional(isId),
  evidence: listOf(isEvidence),
  memory: isMemory,
});

/** They become links, and words in a request: nothing else than these characters may pass. */
const isPull = isShaped<PullRequest>({
  host: matches(/^[a-z0-9][a-z0-9.-]{0,252}(:\d{1,5})?$/),
  owner: matches(/^[\w.-]{1,100}$/),
  repo: matches(/^[\w.-]{1,100}$/),
  number: isCount,
  foundIn: oneOf(pullSources),
  state: oneOf(pullStates),
  isDraft: optional(isBoolean),
  title: optional(isString),
  checks: optional(
    isShaped<PullChecks>({
      passed: isCount,
      failed: isCount,
      pending: isCount,
      failing: optional(listOf(isString)),
    }),
  ),
  review: optional(oneOf(pullReviews)),
  obstacle: optional(oneOf(pullObstacles)),
  isStale: optional(isBoolean),
  head: optional(isCommit),
});

export const isPullsRecord = isShaped<PullsRecord>({
  version: isVersionOne,
  pulls: listOf(isPull),
  mentions: listOf(isString),
});

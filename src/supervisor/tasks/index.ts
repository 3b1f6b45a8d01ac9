import type { World } from '../../operations/context/world.ts';
import { giveFirstPrompts } from '../../operations/reply/first-prompt.ts';
import { sendWaiting } from '../../operations/reply/send-later.ts';
import type { SessionCache } from '../../system/store/job/session-cache.ts';
import type { Attempt } from '../attempts.ts';
import { watchPulls } from '../pulls/pulls.ts';
import { cleanUpTask } from './clean-up.ts';
import { indexKeeper } from './keep-index.ts';
import { notifier } from './notify.ts';
import { workKeeper } from './read-worktrees.ts';
import { rosterTask } from './roster.ts';
import { queueTask } from './run-queue.ts';
import type { Task } from './task.ts';
import { watchTask } from './watches.ts';

interface Needs {
  readonly cache: SessionCache;
  readonly attempt: Attempt;
  /** Ends the wait for the next look. */
  readonly wake: () => void;
}

/** What the supervisor does beside looking, in the order in which it does it. */
export function supervisorTasks(world: World, { cache, attempt, wake }: Needs): readonly Task[] {
  const queue = queueTask(world);
  return [
    queue.task,
    pullsTask(world),
    rosterTask(world),
    cleanUpTask(world, attempt, queue.room),
    firstPromptTask(world, attempt),
    messageTask(world, attempt),
    notificationTask(world),
    watchTask(world, wake),
    indexTask(world, cache),
    workTask(world),
  ];
}

function pullsTask(world: World): Task {
  const pulls = watchPulls(world);
  return { name: 'Pull requests', onSight: pulls.see, afterLook: ({ sessions }) => pulls.go(sessions) };
}

/** Not waited for: a program can take seconds to show what it was given. */
function firstPromptTask(world: World, attempt: Attempt): Task {
  const name = 'First prompts';
  return {
    name,
    needsBackend: true,
    afterLook: ({ sessions }) => void attempt(name, () => giveFirstPrompts(world, sessions)),
  };
}

/** Not waited for, either. */
function messageTask(world: World, attempt: Attempt): Task {
  const name = 'Messages';
  return {
    name,
    needsBackend: true,
    afterLook: ({ sessions }) => void attempt(name, () => sendWaiting(world, sessions)),
  };
}

function notificationTask(world: World): Task {
  return { name: 'Notifications', afterLook: notifier(world) };
}

function indexTask(world: World, cache: SessionCache): Task {
  const keepIndex = indexKeeper(world.paths, cache);
  return { name: 'The index', afterLook: () => keepIndex(performance.now()) };
}

function workTask(world: World): Task {
  const keepWork = workKeeper(world);
  return { name: 'Worktrees', afterLook: ({ sessions }) => keepWork(sessions) };
}

import { count, fieldsOf, itemsOf, listOf, optional, record, type Typed, text } from '../schema.ts';

/** How much of what goes on side by side is done; `done` is at most `total`. */
export type Progress = Typed<typeof progressSchema>;
export const progressSchema = record({ done: count, total: count });

/** What an event says of it: a whole list, one task more or one done, a subagent that began or ended. */
export type ProgressStep =
  | { readonly type: 'list'; readonly done: number; readonly total: number }
  | { readonly type: 'task-created' }
  | { readonly type: 'task-done'; readonly id: string }
  | { readonly type: 'agent-started' | 'agent-stopped' }
  | { readonly type: 'begins-again' };

/** What is counted from event to event. */
export type ProgressMemory = Typed<typeof progressMemorySchema>;
export const progressMemorySchema = record({
  list: optional(progressSchema),
  tasks: optional(count),
  tasksDone: optional(listOf(text)),
  agents: optional(count),
  agentsDone: optional(count),
});

const mostTasks = 1000;

export function withStep(memory: ProgressMemory, step: ProgressStep): ProgressMemory {
  const { tasks = 0, tasksDone = [], agents = 0, agentsDone = 0 } = memory;
  switch (step.type) {
    case 'begins-again':
      return {};
    case 'list':
      return { ...memory, list: { done: step.done, total: step.total } };
    case 'task-created':
      return { ...memory, tasks: Math.min(mostTasks, tasks + 1) };
    case 'task-done':
      return tasksDone.includes(step.id) || tasksDone.length >= mostTasks
        ? memory
        : { ...memory, tasksDone: [...tasksDone, step.id.slice(0, 64)] };
    case 'agent-started':
      return { ...memory, agents: agents + 1 };
    case 'agent-stopped':
      // Some that are not announced end, too.
      return { ...memory, agentsDone: Math.min(agents, agentsDone + 1) };
  }
}

/** Subagents while some of them run, else the list of what is to be done; undefined for a single thing. */
export function progressOf(memory: ProgressMemory): Progress | undefined {
  const { list, tasks = 0, tasksDone = [], agents = 0, agentsDone = 0 } = memory;
  const running = { done: agentsDone, total: agents };
  const planned = tasks > 0 ? { done: Math.min(tasks, tasksDone.length), total: tasks } : list;
  if (agents > 1 && agentsDone < agents) return running;
  if (planned && planned.total > 1) return planned;
  return agents > 1 ? running : undefined;
}

/**
 * What the tools for to-do lists are given: Claude Code's TodoWrite (`todos`, each with a `status`), TaskCreate and
 * TaskUpdate (`taskId`, `status`); Codex's update_plan (`plan`); OpenCode's todowrite. Fields may be missing.
 */
export function toolProgress(
  tool: unknown,
  input: Readonly<Record<string, unknown>>,
): ProgressStep | undefined {
  if (tool === 'TaskCreate') return { type: 'task-created' };
  if (tool === 'TaskUpdate') {
    const { taskId, status } = input;
    return typeof taskId === 'string' && status === 'completed'
      ? { type: 'task-done', id: taskId }
      : undefined;
  }
  const items = tool === 'update_plan' ? input['plan'] : isTodoTool(tool) ? input['todos'] : undefined;
  if (!Array.isArray(items)) return undefined;
  const states = itemsOf(items).map(item => fieldsOf(item)['status']);
  const open = states.filter(state => state !== 'cancelled');
  return { type: 'list', done: open.filter(state => state === 'completed').length, total: open.length };
}

function isTodoTool(tool: unknown): boolean {
  return tool === 'TodoWrite' || tool === 'todowrite' || tool === 'write_todos';
}

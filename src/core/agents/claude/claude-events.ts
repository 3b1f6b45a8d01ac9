import type { AgentEvent } from '../../events/agent-event.ts';
import { pathBelow } from '../../machine/nested-path.ts';
import type { Question } from '../../question/question.ts';
import { fieldsOf, itemsOf } from '../../schema.ts';
import { oneLine, paragraphs } from '../../screen/screen-text.ts';
import type { EventReading } from '../shared/agent.ts';
import { askedQuestions, sessionIdOf, text } from '../shared/event-data.ts';
import { askedInProse, sharedReaders, toolRan, toolWords } from '../shared/hook-events.ts';
import { claudeJobEvent, readClaudeJob } from './claude-job.ts';
import { questionInProse } from './claude-turn.ts';

type Data = AgentEvent['data'];

/** Only events that 2.1.197 knows too: an unknown name in the settings keeps it from starting. */
export const claudeEvents = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PostToolUseFailure',
  'Stop',
  'StopFailure',
  'SubagentStart',
  'SubagentStop',
  'SessionEnd',
] as const;
type ClaudeEvent = (typeof claudeEvents)[number];

/** What a hook of Claude Code says; every field of its data may be missing. */
export function readClaudeEvent(event: AgentEvent): EventReading | undefined {
  if (event.name === claudeJobEvent) return readClaudeJob(event.data);
  if (!isClaudeEvent(event.name)) return undefined;
  return { ...readers[event.name](event.data), ...sessionIdOf(event.data['session_id']) };
}

function isClaudeEvent(name: string): name is ClaudeEvent {
  return (claudeEvents as readonly string[]).includes(name);
}

const readers: { readonly [E in ClaudeEvent]: (data: Data) => EventReading } = {
  ...sharedReaders,
  UserPromptSubmit: data => ({
    state: 'working',
    turn: 'begins',
    ...promptSummary(text(data['prompt'])),
  }),
  PreToolUse: data => toolAsks(data) ?? { state: 'working', summary: toolSummary(data) },
  PermissionRequest: data =>
    toolAsks(data) ?? {
      state: 'needs-input',
      waitingFor: 'permission',
      summary: toolSummary(data),
      question: permission(data),
    },
  PostToolUse: data => toolRan(data, toolAsks(data) !== undefined),
  PostToolUseFailure: data =>
    data['is_interrupt'] === true
      ? { state: 'idle', summary: 'interrupted', turn: 'ends' }
      : { state: 'working', ranTool: !toolAsks(data) },
  Stop: stopped,
  StopFailure: failed,
};

/** What the program sends by itself (a finished background task) stands between tags. */
function promptSummary(prompt: string | undefined): Pick<EventReading, 'summary' | 'progress'> {
  if (!prompt || prompt.startsWith('<')) return {};
  return { summary: oneLine(prompt), progress: { type: 'begins-again' } };
}

/** The two tools with which Claude Code asks a person; other permissions only matter once they are requested. */
function toolAsks(data: Data): EventReading | undefined {
  const input = fieldsOf(data['tool_input']);
  if (data['tool_name'] === 'ExitPlanMode') {
    const plan = text(input['plan']);
    const question: Question = {
      kind: 'plan',
      text: 'Would you like to proceed?',
      ...(plan && { body: plan.trim() }),
      options: [],
    };
    return { state: 'needs-input', waitingFor: 'plan', summary: 'Plan ready to approve', question };
  }
  if (data['tool_name'] !== 'AskUserQuestion') return undefined;
  return askedQuestions(input['questions']);
}

function permission(data: Data): Question {
  const body = toolTarget(data);
  return {
    kind: 'permission',
    text: 'Do you want to proceed?',
    header: toolName(data),
    ...(body && { body }),
    options: [],
  };
}

function stopped(data: Data): EventReading {
  const said = text(data['last_assistant_message']) ?? '';
  const parts = paragraphs(said.split('\n'));
  const words = oneLine((parts.at(-1) ?? []).join(' '));
  const running = runningTasks(data);
  if (running > 0) {
    return {
      state: 'working',
      turn: 'ends',
      backgroundTasks: running,
      summary: `${running} running in the background`,
    };
  }
  const asked = questionInProse({ kind: 'message', lines: said.split('\n') });
  if (!asked)
    return { state: 'completed', turn: 'ends', backgroundTasks: 0, ...(words && { summary: words }) };
  return { ...askedInProse(asked), backgroundTasks: 0 };
}

function runningTasks(data: Data): number {
  return itemsOf(data['background_tasks']).filter(task => fieldsOf(task)['status'] === 'running').length;
}

function failed(data: Data): EventReading {
  const error = text(data['error']) ?? 'error';
  const isLimit = error === 'rate_limit' || error === 'billing_error';
  const summary = oneLine(text(data['last_assistant_message']) ?? `API error: ${error}`);
  return { state: 'failed', turn: 'ends', summary, ...(isLimit && { waitingFor: 'limit' }) };
}

function toolSummary(data: Data): string {
  return toolWords(toolName(data), toolTarget(data));
}

function toolName(data: Data): string {
  return oneLine(text(data['tool_name']) ?? 'a tool', 60);
}

const targetFields = [
  'command',
  'file_path',
  'notebook_path',
  'path',
  'pattern',
  'url',
  'query',
  'description',
  'prompt',
];

function toolTarget(data: Data): string | undefined {
  const input = fieldsOf(data['tool_input']);
  const directory = text(data['cwd']);
  const target = targetFields.map(field => text(input[field])).find(value => value !== undefined);
  return (directory && target && pathBelow(directory, target)) || target;
}

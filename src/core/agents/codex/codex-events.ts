import type { AgentEvent } from '../../events/agent-event.ts';
import type { Question } from '../../question/question.ts';
import { fieldsOf } from '../../schema.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { EventReading } from '../shared/agent.ts';
import { askedQuestions, sessionIdOf, text } from '../shared/event-data.ts';
import { askedInProse, sharedReaders, toolRan, toolWords } from '../shared/hook-events.ts';

type Data = AgentEvent['data'];

export const codexEvents = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'Interrupt',
  'SessionEnd',
] as const;
type CodexEvent = (typeof codexEvents)[number];

/** What a hook of Codex says; every field of its data may be missing. None tells of an API error or an open plan. */
export function readCodexEvent(event: AgentEvent): EventReading | undefined {
  if (!isCodexEvent(event.name)) return undefined;
  return { ...readers[event.name](event.data), ...sessionIdOf(event.data['session_id']) };
}

function isCodexEvent(name: string): name is CodexEvent {
  return (codexEvents as readonly string[]).includes(name);
}

const readers: { readonly [E in CodexEvent]: (data: Data) => EventReading } = {
  ...sharedReaders,
  UserPromptSubmit: data => {
    const prompt = text(data['prompt']);
    const summary = prompt && { summary: oneLine(prompt) };
    return { state: 'working', turn: 'begins', progress: { type: 'begins-again' }, ...summary };
  },
  PreToolUse: data => asked(data) ?? { state: 'working', summary: toolSummary(data) },
  PermissionRequest: data => ({
    state: 'needs-input',
    waitingFor: 'permission',
    summary: toolSummary(data),
    question: permission(data),
  }),
  PostToolUse: data => toolRan(data, asked(data) !== undefined),
  Stop: stopped,
  Interrupt: () => ({ state: 'idle', turn: 'ends', summary: 'interrupted' }),
};

/** The tool with which Codex asks a person fires no PermissionRequest. */
function asked(data: Data): EventReading | undefined {
  if (data['tool_name'] !== 'request_user_input') return undefined;
  return askedQuestions(fieldsOf(data['tool_input'])['questions']);
}

function permission(data: Data): Question {
  const body = toolTarget(data);
  const reason = text(fieldsOf(data['tool_input'])['description']);
  const details = [...(body ? [body] : []), ...(reason ? [`Reason: ${reason}`] : [])].join('\n\n');
  return {
    kind: 'permission',
    text: isEdit(data)
      ? 'Would you like to make the following edits?'
      : 'Would you like to run the following command?',
    header: toolName(data),
    ...(details && { body: details }),
    options: [],
  };
}

function stopped(data: Data): EventReading {
  const lines = (text(data['last_assistant_message']) ?? '').trim().split('\n');
  const words = lastWords({ kind: 'message', lines });
  const prose = questionInProse({ kind: 'message', lines });
  if (prose) return askedInProse(prose);
  return { state: 'completed', turn: 'ends', ...(words && { summary: words }) };
}

function toolSummary(data: Data): string {
  return toolWords(toolName(data), toolTarget(data));
}

function toolName(data: Data): string {
  return isEdit(data) ? 'Edit' : oneLine(text(data['tool_name']) ?? 'a tool', 60);
}

function isEdit(data: Data): boolean {
  return data['tool_name'] === 'apply_patch';
}

/** Of a patch the files that it changes. */
function toolTarget(data: Data): string | undefined {
  const input = fieldsOf(data['tool_input']);
  const command = text(input['command']);
  if (!isEdit(data))
    return command ?? ['path', 'url', 'query', 'prompt'].map(key => text(input[key])).find(Boolean);
  const files = (command ?? '').matchAll(/^\*\*\* (?:Add|Update|Delete) File: (.+)$/gmu);
  return [...files].map(([, file]) => file).join(', ') || undefined;
}

import type { AgentEvent } from '../../events/agent-event.ts';
import type { Question } from '../../question/question.ts';
import { fieldsOf } from '../../schema.ts';
import { oneLine, paragraphs } from '../../screen/screen-text.ts';
import { toolProgress } from '../../session/progress.ts';
import { questionInProse } from '../claude/claude-turn.ts';
import type { EventReading } from '../shared/agent.ts';
import { askedQuestions, text } from '../shared/event-data.ts';

type Data = AgentEvent['data'];

/** What our plugin tells; the names are its own, the data is OpenCode's, and every field may be missing. */
export function readOpencodeEvent(event: AgentEvent): EventReading | undefined {
  if (!isOpencodeEvent(event.name)) return undefined;
  const sessionId = text(event.data['sessionID']);
  const isMain = event.data['isChild'] !== true && sessionId && isOpencodeSession(sessionId);
  return { ...readers[event.name](event.data), ...(isMain && { sessionId }) };
}

/** It becomes an argument of `-s`, and must not be an option. */
export function isOpencodeSession(id: string): boolean {
  return /^ses_\w+$/u.test(id);
}

const opencodeEvents = [
  'Prompt',
  'Busy',
  'Retry',
  'ToolRunning',
  'ToolRan',
  'PermissionAsked',
  'PermissionReplied',
  'QuestionAsked',
  'QuestionReplied',
  'Idle',
] as const;
type OpencodeEvent = (typeof opencodeEvents)[number];

function isOpencodeEvent(name: string): name is OpencodeEvent {
  return (opencodeEvents as readonly string[]).includes(name);
}

const readers: { readonly [E in OpencodeEvent]: (data: Data) => EventReading } = {
  Prompt: () => ({ state: 'working', turn: 'begins', progress: { type: 'begins-again' } }),
  Busy: () => ({ state: 'working' }),
  Retry: retrying,
  ToolRunning: toolRunning,
  // It may come after the end of the turn, and then says nothing of the state.
  ToolRan: data => ({ ranTool: text(data['tool']) !== 'question' }),
  PermissionAsked: permission,
  PermissionReplied: () => ({ state: 'working' }),
  QuestionAsked: question,
  QuestionReplied: () => ({ state: 'working' }),
  Idle: ended,
};

function retrying(data: Data): EventReading {
  const attempt = typeof data['attempt'] === 'number' ? `, attempt ${data['attempt']}` : '';
  const why = text(data['message']);
  return { state: 'working', summary: oneLine(`retrying${attempt}${why ? `: ${why}` : ''}`) };
}

/** The tool that asks the person begins to run after it has asked. */
function toolRunning(data: Data): EventReading {
  const tool = text(data['tool']);
  if (tool === 'question') return {};
  const input = fieldsOf(data['input']);
  const progress = toolProgress(tool, input);
  return { state: 'working', summary: toolSummary(tool, input), ...(progress && { progress }) };
}

function permission(data: Data): EventReading {
  const metadata = fieldsOf(data['metadata']);
  const patterns = Array.isArray(data['patterns']) ? data['patterns'].map(text) : [];
  const tool = text(data['permission']) ?? text(data['type']) ?? 'tool';
  const target = text(metadata['command']) ?? text(metadata['filepath']) ?? patterns.find(each => each);
  const header = tool === 'bash' ? 'Shell' : tool.charAt(0).toUpperCase() + tool.slice(1);
  const body = text(metadata['diff']) ?? target;
  const asked: Question = {
    kind: 'permission',
    text: 'Permission required',
    header,
    ...(body && { body }),
    options: [],
  };
  return {
    state: 'needs-input',
    waitingFor: 'permission',
    summary: oneLine(target ? `${header}: ${target}` : header),
    question: asked,
  };
}

function question(data: Data): EventReading {
  return askedQuestions(data['questions']);
}

/** A turn that ends in the middle of a tool was refused or interrupted: no error tells of it. */
function ended(data: Data): EventReading {
  const error = fieldsOf(data['error']);
  const name = text(error['name']);
  if (name && name !== 'MessageAbortedError') return failed(error, name);
  if (name || (text(data['finish']) ?? 'tool-calls') === 'tool-calls')
    return { state: 'idle', turn: 'ends', summary: 'interrupted' };
  const lines = (text(data['text']) ?? '').split('\n');
  const asked = questionInProse({ kind: 'message', lines });
  const words = oneLine((paragraphs(lines).at(-1) ?? []).join(' '));
  if (!asked) return { state: 'completed', turn: 'ends', ...(words && { summary: words }) };
  return {
    state: 'needs-input',
    waitingFor: 'question',
    turn: 'ends',
    summary: oneLine(asked),
    question: { kind: 'prose', text: asked, options: [] },
  };
}

function failed(error: Data, name: string): EventReading {
  const { message, statusCode } = { message: undefined, statusCode: undefined, ...fieldsOf(error['data']) };
  const said = text(message) ?? name;
  const isLimit = statusCode === 429 || /\bquota\b|\b(?:rate|usage) limit/iu.test(said);
  return { state: 'failed', turn: 'ends', summary: oneLine(said), ...(isLimit && { waitingFor: 'limit' }) };
}

/** `bash: npm test`, `edit: src/x.ts`. */
function toolSummary(tool: string | undefined, input: Data): string {
  const fields = ['command', 'filePath', 'pattern', 'path', 'url', 'query', 'description', 'prompt'];
  const target = fields.map(field => text(input[field])).find(value => value !== undefined);
  return oneLine(target ? `${tool ?? 'tool'}: ${target}` : (tool ?? 'a tool'));
}

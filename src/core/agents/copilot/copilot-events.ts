import type { AgentEvent } from '../../events/agent-event.ts';
import { fieldsOf, itemsOf } from '../../schema.ts';
import { readClaudeEvent } from '../claude/claude-events.ts';
import type { EventReading } from '../shared/agent.ts';
import { sessionIdOf, text } from '../shared/event-data.ts';

type Data = AgentEvent['data'];

/** Its names for hooks, with those that other agents have for the same (1.0.102). Esc fires none. */
const names: Readonly<Record<string, string>> = {
  sessionStart: 'SessionStart',
  userPromptSubmitted: 'UserPromptSubmit',
  preToolUse: 'PreToolUse',
  permissionRequest: 'PermissionRequest',
  postToolUse: 'PostToolUse',
  postToolUseFailure: 'PostToolUseFailure',
  agentStop: 'Stop',
  sessionEnd: 'SessionEnd',
};
export const copilotEvents: readonly string[] = Object.keys(names);

export function readCopilotEvent({ name, data, at }: AgentEvent): EventReading | undefined {
  const known = names[name];
  if (known === undefined) return undefined;
  const id = sessionIdOf(data['sessionId']);
  // It does not tell how the turn ended: the screen does.
  if (known === 'Stop') return { turn: 'ends', ...id };
  return { ...readClaudeEvent({ name: known, at, data: dataOf(data) }), ...id };
}

function dataOf(data: Data): Data {
  const tool = text(data['toolName']);
  const input = fieldsOf(data['toolInput'] ?? data['toolArgs']);
  const isAsked = tool === 'ask_user';
  return {
    ...(text(data['cwd']) !== undefined && { cwd: data['cwd'] }),
    ...(text(data['prompt']) !== undefined && { prompt: data['prompt'] }),
    ...(tool !== undefined && { tool_name: isAsked ? 'AskUserQuestion' : toolName(tool) }),
    tool_input: isAsked ? { questions: questionsIn(input) } : input,
  };
}

/** `bash` is `Shell` on its screen. */
function toolName(tool: string): string {
  if (tool === 'bash') return 'Shell';
  return tool.replace(/(?:^|_)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}

/** The fields of its form. */
function questionsIn(input: Readonly<Record<string, unknown>>): readonly unknown[] {
  const fields = Object.values(fieldsOf(fieldsOf(input['requestedSchema'])['properties'])).map(fieldsOf);
  const questions = fields.map(field => ({
    question: text(field['title']),
    options: itemsOf(field['enum'] ?? fieldsOf(field['items'])['enum']),
    multiple: field['type'] === 'array',
  }));
  return questions.length > 0 ? questions : [{ question: text(input['message']) ?? text(input['question']) }];
}

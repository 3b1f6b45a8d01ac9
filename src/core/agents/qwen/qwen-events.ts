import type { AgentEvent } from '../../events/agent-event.ts';
import { claudeEvents, readClaudeEvent } from '../claude/claude-events.ts';
import type { EventReading } from '../shared/agent.ts';
import { text } from '../shared/event-data.ts';

/** It has the hooks of Claude Code, with its own names for tools (0.24.4). Esc fires none. */
export const qwenEvents = claudeEvents;

export function readQwenEvent({ name, data, at }: AgentEvent): EventReading | undefined {
  if (!(qwenEvents as readonly string[]).includes(name)) return undefined;
  // What a tool has returned goes to the model as a prompt without words.
  if (name === 'UserPromptSubmit' && !text(data['prompt'])) return undefined;
  const tool = text(data['tool_name']);
  return readClaudeEvent({
    name,
    at,
    data: tool === undefined ? data : { ...data, tool_name: nameOf(tool) },
  });
}

/** `run_shell_command` is `Shell` on its screen; those that ask a person have the names that Claude Code gives them. */
function nameOf(tool: string): string {
  const known: Readonly<Record<string, string>> = {
    ask_user_question: 'AskUserQuestion',
    exit_plan_mode: 'ExitPlanMode',
    run_shell_command: 'Shell',
  };
  return known[tool] ?? tool.replace(/(?:^|_)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}

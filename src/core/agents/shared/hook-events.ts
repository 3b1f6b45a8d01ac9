import type { AgentEvent } from '../../events/agent-event.ts';
import { fieldsOf } from '../../schema.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { toolProgress } from '../../session/progress.ts';
import type { EventReading } from './agent.ts';
import { text } from './event-data.ts';

type Data = AgentEvent['data'];

/** The hooks in which Claude Code and Codex say the same. */
export const sharedReaders = {
  // A start says little: a prompt may follow at once, a resumed conversation shows how it ended, and compacting
  // happens in the middle of a turn. With Codex it comes with the first prompt.
  SessionStart: (data: Data): EventReading => (data['source'] === 'clear' ? { state: 'idle' } : {}),
  SubagentStart: (data: Data): EventReading => ({
    state: 'working',
    summary: oneLine(`Agent: ${text(data['agent_type']) ?? 'started'}`),
    progress: { type: 'agent-started' },
  }),
  // The end of a subagent says nothing of the session: Stop or the next prompt follows.
  SubagentStop: (): EventReading => ({ progress: { type: 'agent-stopped' } }),
  SessionEnd: (): EventReading => ({}),
};

/** A tool has run, unless it was one that asks a person. */
export function toolRan(data: Data, asks: boolean): EventReading {
  const progress = toolProgress(data['tool_name'], fieldsOf(data['tool_input']));
  return { state: 'working', ranTool: !asks, ...(progress && { progress }) };
}

/** `Bash: npm test`, `Edit: src/x.ts`. */
export function toolWords(name: string, target: string | undefined): string {
  return oneLine(target ? `${name}: ${target}` : name);
}

/** A turn has ended with a question. */
export function askedInProse(asked: string): EventReading {
  const question = { kind: 'prose', text: asked, options: [] } as const;
  return { state: 'needs-input', waitingFor: 'question', turn: 'ends', summary: oneLine(asked), question };
}

import type { AgentEvent } from '../../events/agent-event.ts';
import type { Question } from '../../question/question.ts';
import { fieldsOf, itemsOf } from '../../schema.ts';
import { oneLine, paragraphs } from '../../screen/screen-text.ts';
import type { EventReading } from '../shared/agent.ts';
import { sessionIdOf, text } from '../shared/event-data.ts';
import { askedInProse } from '../shared/hook-events.ts';

/**
 * A session in Claude Code's own background (`claude --bg`, `/bg`), as `~/.claude/jobs/<id>/state.json` tells of it.
 * Undocumented; seen in 2.1.328. Texts are untrusted.
 */
export interface ClaudeJob {
  /** Eight hexadecimal digits: what `claude attach` and `claude stop` take. */
  readonly id: string;
  readonly sessionId: string;
  /** `claude --bg --exec`: a shell command, no conversation. */
  readonly isShell: boolean;
  readonly name: string;
  /** Absolute. */
  readonly cwd: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** What it does by now, as an event: its name is `claudeJobEvent`. */
  readonly event: AgentEvent;
}

export const claudeJobEvent = 'BackgroundJob';

/** `timeline` is the last line of `timeline.jsonl` beside it, which has the agent's own words. */
export function parseClaudeJob(id: string, json: unknown, timeline: unknown): ClaudeJob | undefined {
  const data = fieldsOf(json);
  const { sessionId } = sessionIdOf(data['sessionId']);
  const cwd = text(data['cwd']);
  const updatedAt = timeOf(data['updatedAt']);
  if (sessionId === undefined || !cwd?.startsWith('/') || updatedAt === undefined) return undefined;
  const last = fieldsOf(timeline);
  const isLast = last['state'] === data['state'];
  const at = (isLast ? timeOf(last['at']) : undefined) ?? timeOf(data['lastTerminalAt']) ?? updatedAt;
  return {
    id,
    sessionId,
    isShell: data['template'] === 'exec',
    name: text(data['name']) ?? text(data['intent']) ?? '',
    cwd,
    createdAt: timeOf(data['createdAt']) ?? updatedAt,
    event: {
      name: claudeJobEvent,
      // The file is written again without news; what a turn ended with has a time of its own.
      at: data['state'] === 'working' ? updatedAt : Math.min(at, updatedAt),
      data: { ...data, ...(isLast && { said: last['text'] }) },
    },
  };
}

/** Whether its service has nothing more to do for it. */
export function isOver({ event }: ClaudeJob): boolean {
  return ['done', 'failed', 'stopped'].includes(String(event.data['state']));
}

/** What the state file of a background session says. */
export function readClaudeJob(data: AgentEvent['data']): EventReading {
  const detail = oneLine(text(data['detail']) ?? '');
  const summary = detail ? { summary: detail } : {};
  const { state } = data;
  if (state === 'stopped') return { state: 'stopped', ...summary };
  if (state === 'failed') return { state: 'failed', turn: 'ends', ...summary };
  if (state === 'done') return { state: 'completed', turn: 'ends', ...resultOf(data, summary) };
  if (state === 'blocked' || data['tempo'] === 'blocked') return blocked(data, summary);
  return state === 'working' ? { state: 'working', ...summary } : {};
}

/** The model's own summary, else the last words: without one the service writes "finished". */
function resultOf(data: AgentEvent['data'], summary: { readonly summary?: string }) {
  const result = oneLine(text(fieldsOf(data['output'])['result']) ?? '');
  if (result && result !== 'finished') return { summary: result };
  const said = paragraphs((text(data['said']) ?? '').split('\n')).at(-1) ?? [];
  const words = oneLine(said.join(' '));
  return words ? { summary: words } : summary;
}

function blocked(data: AgentEvent['data'], summary: { readonly summary?: string }): EventReading {
  const needs = text(data['needs'])?.trim() ?? '';
  const asked = askedIn(data['block']);
  if (asked) return { state: 'needs-input', waitingFor: 'question', summary: asked.text, question: asked };
  if (/^approve plan\b/.test(needs)) {
    const question = { kind: 'plan', text: 'Would you like to proceed?', options: [] } as const;
    return { state: 'needs-input', waitingFor: 'plan', summary: 'Plan ready to approve', question };
  }
  const tool = /^approve ([^:]{1,60}): ?([\s\S]*)$/.exec(needs);
  if (tool) return { state: 'needs-input', waitingFor: 'permission', ...permission(tool[1], tool[2]) };
  // A conversation that was moved there with its turn finished.
  if (/^send a prompt\b/.test(needs)) return { state: 'idle', ...summary };
  if (needs === '') return { state: 'needs-input', waitingFor: 'dialog', ...summary };
  if (data['state'] === 'blocked') return askedInProse(needs);
  const question = { kind: 'dialog', text: needs, options: [] } as const;
  return { state: 'needs-input', waitingFor: 'dialog', summary: oneLine(needs), question };
}

function permission(tool = '', target = ''): { readonly summary: string; readonly question: Question } {
  return {
    summary: oneLine(`${tool}: ${target}`),
    question: {
      kind: 'permission',
      text: 'Do you want to proceed?',
      header: oneLine(tool, 60),
      ...(target.trim() && { body: target }),
      options: [],
    },
  };
}

/** The first of its questions, with its choices. */
function askedIn(block: unknown): Question | undefined {
  const { question, options, multiSelect } = fieldsOf(itemsOf(fieldsOf(block)['questions'])[0]);
  const asked = oneLine(text(question) ?? '');
  if (!asked) return undefined;
  const choices = itemsOf(options).flatMap(option => {
    const label = text(fieldsOf(option)['label']);
    const description = text(fieldsOf(option)['description']);
    return label === undefined ? [] : [{ label, ...(description !== undefined && { description }) }];
  });
  return {
    kind: 'question',
    text: asked,
    options: choices,
    ...(multiSelect === true && { multiple: true }),
  };
}

/** ms since the epoch, of an ISO date. */
function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}

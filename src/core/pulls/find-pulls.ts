import type { AgentEvent } from '../events/agent-event.ts';
import { fieldsOf } from '../schema.ts';
import { type PullRef, type PullSource, pullKey } from './pulls.ts';

/** A pull request that was come upon, and where. */
export interface FoundPull {
  readonly ref: PullRef;
  readonly foundIn: PullSource;
}

const url =
  /https:\/\/([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+(?::\d{1,5})?)\/([\w.-]{1,100})\/([\w.-]{1,100})\/pull\/([1-9]\d{0,8})(?![\w-])/gi;

/** More than one session opens; the rest of a long list is not its work. */
const most = 20;

/** Every `https://<host>/<owner>/<repo>/pull/<n>` in a text, each once. */
export function pullsInText(text: string): readonly PullRef[] {
  return text.includes('/pull/') ? unique([...text.matchAll(url)].map(refOf)) : [];
}

/** A text that is the address of one pull request and nothing else, `/files` and the like aside. */
export function pullOfAddress(text: string): PullRef | undefined {
  const [match, ...others] = [...text.trim().matchAll(url)];
  const isWhole = match?.index === 0 && others.length === 0 && /^\S+$/.test(text.trim());
  return isWhole ? refOf(match) : undefined;
}

/** Those on a screen. An address that ends where the line ends may have been cut there, to another number. */
export function pullsOnScreen(lines: readonly string[], width: number): readonly PullRef[] {
  const whole = lines.flatMap(line => {
    if (!line.includes('/pull/')) return [];
    const text = line.trimEnd();
    return [...text.matchAll(url)]
      .filter(match => match.index + match[0].length < text.length || text.length < width - margin)
      .map(refOf);
  });
  return unique(whole);
}

/** Agents leave some cells free at the right of what they wrap. */
const margin = 6;

/**
 * Those that an agent's events name: opened by a tool, given by the person, or said in an answer. Field names are those
 * of the hooks of Claude Code and Codex.
 */
export function pullsInEvents(events: readonly AgentEvent[]): readonly FoundPull[] {
  return events.flatMap(({ data }) => [
    ...found('tool', opensPull(data) ? textOf(data['tool_response']) : ''),
    ...found('prompt', textOf(data['prompt'])),
    ...found('text', textOf(data['last_assistant_message'] ?? data['last-assistant-message'])),
  ]);
}

function found(foundIn: PullSource, text: string): readonly FoundPull[] {
  return pullsInText(text).map(ref => ({ ref, foundIn }));
}

/** `gh pr create` in a shell command, or a tool of an MCP server. */
function opensPull(data: AgentEvent['data']): boolean {
  const name = textOf(data['tool_name']);
  const command = textOf(fieldsOf(data['tool_input'])['command']);
  return /create_pull_request/.test(name) || /\bgh\s+pr\s+create\b|\bhub\s+pull-request\b/.test(command);
}

/** A tool's answer is a text or an object with `stdout`, or a list of blocks. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function refOf(match: RegExpMatchArray): PullRef {
  const [, host = '', owner = '', repo = '', number = ''] = match;
  return { host: host.toLowerCase(), owner, repo, number: Number(number) };
}

function unique(refs: readonly PullRef[]): readonly PullRef[] {
  return [...new Map(refs.map(ref => [pullKey(ref), ref])).values()].slice(0, most);
}

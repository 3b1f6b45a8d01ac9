import { isRecord } from '../../core/schema.ts';
import { readPart, transcriptOf } from './claude-transcript.ts';

/**
 * A conversation of Claude Code as lines, oldest first, with its own marks (`❯` for the person, `●` for the agent and
 * its tools), from the last MiB of its transcript. On the alternate screen it leaves no scrollback (2.1.328). The form
 * of a transcript is undocumented: what cannot be read is left out.
 */
export function conversationLines(
  env: NodeJS.ProcessEnv,
  conversation: string,
  cwd: string,
): readonly string[] {
  const file = transcriptOf(env, conversation, cwd);
  const entries = file === undefined ? [] : readPart(file, 'end').split('\n');
  return entries.flatMap(line => (/"type":"(?:user|assistant)"/.test(line) ? entryLines(line) : []));
}

function entryLines(line: string): readonly string[] {
  try {
    const entry: unknown = JSON.parse(line);
    if (!isRecord(entry) || entry['isMeta'] === true || entry['isSidechain'] === true) return [];
    const { type, message } = entry;
    if ((type !== 'user' && type !== 'assistant') || !isRecord(message)) return [];
    const { content } = message;
    const parts: readonly unknown[] =
      typeof content === 'string' ? [{ type: 'text', text: content }] : asList(content);
    return parts.flatMap(part => partLines(part, type === 'user' ? '❯' : '●'));
  } catch {
    // The first line of the part may be cut off.
    return [];
  }
}

function partLines(part: unknown, mark: '❯' | '●'): readonly string[] {
  if (!isRecord(part)) return [];
  if (part['type'] === 'tool_use') return ['', `● ${toolWords(part)}`];
  const { text } = part;
  if (part['type'] !== 'text' || typeof text !== 'string') return [];
  const shell = /^<bash-(input|stdout)>([\s\S]*?)<\/bash-/.exec(text);
  if (shell) return marked(shell[2] ?? '', shell[1] === 'input' ? '!' : ' ');
  // What the program itself tells the model stands between tags.
  return text.trim() === '' || text.startsWith('<') ? [] : marked(text.trim(), mark);
}

function marked(text: string, mark: string): readonly string[] {
  return ['', ...text.split('\n').map((line, index) => (index === 0 ? `${mark} ${line}` : `  ${line}`))];
}

function toolWords(part: Readonly<Record<string, unknown>>): string {
  const input = isRecord(part['input']) ? part['input'] : {};
  const target = ['command', 'file_path', 'path', 'pattern', 'url', 'description'].map(key => input[key]);
  const words = target.find(value => typeof value === 'string') ?? '';
  return `${part['name']}(${String(words).split('\n', 1)[0]})`;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

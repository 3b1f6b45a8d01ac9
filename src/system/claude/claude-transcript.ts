import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../../core/schema.ts';

const mostBytes = 1024 * 1024;

/**
 * The last words of the agent in a conversation, from the end of Claude Code's transcript
 * (`projects/<directory with dashes>/<conversation>.jsonl`, undocumented; 2.1.328). Empty when there are none.
 */
export function lastWords(env: NodeJS.ProcessEnv, conversation: string, cwd: string): string {
  const file = transcriptOf(env, conversation, cwd);
  const text = file === undefined ? '' : readPart(file, 'end');
  // The first line may be cut off.
  for (const line of text.split('\n').reverse()) {
    const words = line.includes('"assistant"') ? wordsOf(line) : '';
    if (words) return words;
  }
  return '';
}

/** The directory in which a conversation was held; undefined when there is no transcript that tells. */
export function conversationDirectory(env: NodeJS.ProcessEnv, conversation: string): string | undefined {
  const file = transcriptOf(env, conversation, undefined);
  const match = file && /"cwd":("(?:[^"\\]|\\.)*")/.exec(readPart(file, 'begin'));
  const cwd: unknown = match?.[1] === undefined ? undefined : JSON.parse(match[1]);
  return typeof cwd === 'string' && cwd.startsWith('/') ? cwd : undefined;
}

/** Whether Claude Code has begun to write this conversation down: it does so with the first prompt. */
export function hasTranscript(env: NodeJS.ProcessEnv, conversation: string, cwd: string): boolean {
  return transcriptOf(env, conversation, cwd) !== undefined;
}

/** Where its directory says, else wherever a file of that name lies. */
export function transcriptOf(
  env: NodeJS.ProcessEnv,
  conversation: string,
  cwd: string | undefined,
): string | undefined {
  if (!/^\w[\w-]*$/.test(conversation)) return undefined;
  const projects = join(env['CLAUDE_CONFIG_DIR'] || join(env['HOME'] || homedir(), '.claude'), 'projects');
  const name = `${conversation}.jsonl`;
  const likely = cwd === undefined ? [] : [cwd.replace(/[^A-Za-z0-9]/g, '-'), cwd.replaceAll('/', '-')];
  const files = [...likely, ...namesIn(projects)].map(directory => join(projects, directory, name));
  return files.find(canOpen);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function wordsOf(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    if (!isRecord(entry) || entry['type'] !== 'assistant' || !isRecord(entry['message'])) return '';
    const content = entry['message']['content'];
    const parts: readonly unknown[] = Array.isArray(content) ? content : [];
    const texts = parts.map(part => (isRecord(part) && part['type'] === 'text' ? part['text'] : undefined));
    return texts
      .filter(text => typeof text === 'string')
      .join('\n')
      .trim();
  } catch {
    return '';
  }
}

// Without O_NONBLOCK the opening of a named pipe waits for a writer.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

function canOpen(file: string): boolean {
  return withFile(file, () => true) ?? false;
}

export function readPart(file: string, part: 'begin' | 'end'): string {
  const read = (descriptor: number, size: number) => {
    const bytes = Buffer.alloc(Math.min(size, part === 'end' ? mostBytes : 65_536));
    const length = readSync(descriptor, bytes, 0, bytes.length, part === 'end' ? size - bytes.length : 0);
    return bytes.toString('utf8', 0, length);
  };
  return withFile(file, read) ?? '';
}

/** Undefined for what is not a regular file that can be read. */
function withFile<T>(file: string, use: (descriptor: number, size: number) => T): T | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, openFlags);
    const found = fstatSync(descriptor);
    return found.isFile() ? use(descriptor, found.size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

import { readPart, transcriptOf } from '../claude/claude-transcript.ts';
import type { PastConversation } from './conversation.ts';

/** Claude Code's transcript: its first lines tell the directory, its last the mode and the model (2.1.328). */
export function claudePast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const file = transcriptOf(env, id, undefined);
  if (file === undefined) return undefined;
  const end = readPart(file, 'end');
  const model = lastString(end, 'model', value => value !== '<synthetic>');
  const mode = lastString(end, 'permissionMode');
  const name = lastString(end, 'customTitle') ?? lastString(end, 'agentName');
  const cwd = textsOf(readPart(file, 'begin'), 'cwd').find(path => path.startsWith('/'));
  return {
    ...(name !== undefined && { name }),
    ...(cwd !== undefined && { cwd }),
    ...(model !== undefined && { model }),
    ...(mode !== undefined && { mode }),
    directories: directoriesIn(end),
  };
}

function lastString(
  text: string,
  name: string,
  isGood: (value: string) => boolean = () => true,
): string | undefined {
  return textsOf(text, name).findLast(isGood);
}

/** The values of a member of that name, where they are texts: lines are too long, and too many, to be parsed each. */
function textsOf(text: string, name: string): readonly string[] {
  const members = text.matchAll(new RegExp(`"${name}":("(?:[^"\\\\\\n]|\\\\.)*")`, 'g'));
  return [...members].flatMap(([, json = '']) => parsed(json));
}

function parsed(json: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' && value !== '' ? [value] : [];
  } catch {
    return [];
  }
}

/** Those of the last time that the program told the model of them. */
function directoriesIn(text: string): readonly string[] {
  const lists = [...text.matchAll(/"additionalWorkingDirectories":(\[[^\]\n]*\])/g)];
  try {
    const list: unknown = JSON.parse(lists.at(-1)?.[1] ?? '[]');
    return Array.isArray(list) ? list.filter(path => typeof path === 'string' && path.startsWith('/')) : [];
  } catch {
    return [];
  }
}

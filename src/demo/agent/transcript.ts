import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configDirectory } from './session-file.ts';

/** One piece of the conversation as it stands on the screen. */
export interface Block {
  readonly kind: 'user' | 'assistant' | 'error' | 'tool' | 'note' | 'done' | 'command';
  readonly text: string;
}

export interface Transcript {
  readonly path: string;
  readonly blocks: Block[];
  readonly add: (block: Block) => void;
  /** Replaces the last block on the screen only: streamed words, a running tool. */
  readonly replaceLast: (block: Block) => void;
  /** Writes it all to the disk, as it is now. */
  readonly save: () => void;
}

/** `resume` is the conversation to begin with; undefined result when there is none of that id. */
export function openTranscript(sessionId: string, resume: string | undefined): Transcript | undefined {
  const directory = join(configDirectory(), 'scripted');
  const pathOf = (id: string) => join(directory, `${id}.jsonl`);
  if (resume !== undefined && !existsSync(pathOf(resume))) return undefined;
  mkdirSync(directory, { recursive: true });
  const blocks = resume === undefined ? [] : read(pathOf(resume));
  const path = pathOf(sessionId);
  return {
    path,
    blocks,
    add: block => blocks.push(block),
    replaceLast: block => blocks.splice(-1, 1, block),
    save: () => writeFileSync(path, blocks.map(block => `${JSON.stringify(block)}\n`).join('')),
  };
}

function read(path: string): Block[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line) as Block);
}

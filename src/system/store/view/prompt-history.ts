import { join } from 'node:path';
import { remembered } from '../../../core/catalog/history.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { isShaped, isString, listOf } from '../../files/shape.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

interface HistoryFile {
  readonly version: number;
  readonly prompts: readonly string[];
}

const isHistory = isShaped<HistoryFile>({ version: value => value === 1, prompts: listOf(isString) });

/** Earlier prompts, newest first; none when there is no file or it is damaged. */
export function readPromptHistory(paths: Paths): readonly string[] {
  const read = readJson(fileOf(paths), isHistory);
  return read.ok ? read.value.prompts : [];
}

/** Throws a sentence when the file cannot be written. */
export function rememberPrompt(paths: Paths, text: string): void {
  const prompts = remembered(readPromptHistory(paths), text);
  writeFileAtomic(fileOf(paths), `${JSON.stringify({ version: 1, prompts })}\n`, { durable: false });
}

function fileOf(paths: Paths): string {
  return join(paths.home, 'history.json');
}

import { join } from 'node:path';
import { remembered } from '../../../core/catalog/history.ts';
import { listOf, record, text, versionOne } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

const historyFile = record({ version: versionOne, prompts: listOf(text) });

/** Earlier prompts, newest first; none when there is no file or it is damaged. */
export function readPromptHistory(paths: Paths): readonly string[] {
  const read = readJson(fileOf(paths), historyFile);
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGeminiScreen } from '../../../../src/core/agents/gemini/gemini-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { type Recorded, screenOf } from '../recorded.ts';

const folder = join(import.meta.dirname, '../../../screens/gemini');

export const geminiRecorded: readonly Recorded[] = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
);

export function geminiScreen(name: string): Screen {
  const row = geminiRecorded.find(each => each.file === `${name}.txt`);
  if (!row) throw new Error(`No recorded screen of Gemini CLI is named ${name}.`);
  return screenOf(readFileSync(join(folder, row.file), 'utf8'), row);
}

export function readGemini(name: string) {
  return readGeminiScreen(geminiScreen(name));
}

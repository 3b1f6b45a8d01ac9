import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCodexScreen } from '../../../../src/core/agents/codex/codex-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { type Recorded, screenOf } from '../recorded.ts';

const folder = join(import.meta.dirname, '../../../screens/codex');

export const codexRecorded: readonly Recorded[] = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
);

export function codexScreen(name: string): Screen {
  const row = codexRecorded.find(each => each.file === `${name}.txt`);
  if (!row) throw new Error(`No recorded screen of Codex is named ${name}.`);
  return screenOf(readFileSync(join(folder, row.file), 'utf8'), row);
}

export function readCodex(name: string) {
  return readCodexScreen(codexScreen(name));
}

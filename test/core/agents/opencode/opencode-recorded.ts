import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOpencodeScreen } from '../../../../src/core/agents/opencode/opencode-screen.ts';
import type { Question } from '../../../../src/core/question/question.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { type Recorded, screenOf } from '../recorded.ts';

const folder = join(import.meta.dirname, '../../../screens/opencode');

export const recordedOpencode: readonly Recorded[] = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
);

export function opencodeScreen(name: string): Screen {
  const row = recordedOpencode.find(each => each.file === `${name}.txt`);
  if (!row) throw new Error(`No recorded screen is named ${name}.`);
  return screenOf(readFileSync(join(folder, row.file), 'utf8'), row);
}

export function read(name: string) {
  return readOpencodeScreen(opencodeScreen(name));
}

export function openQuestion(name: string): Question {
  const { question } = read(name);
  if (!question) throw new Error(`${name} asks nothing.`);
  return question;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readClaudeScreen } from '../../../src/core/agents/claude/claude-screen.ts';
import type { ScreenReading } from '../../../src/core/agents/shared/agent.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';

/** A screen recorded from the real program, and what a person would say of it. */
export interface Recorded {
  readonly file: string;
  readonly state: string;
  readonly detail: string | null;
  readonly title: string;
  readonly cursor: string;
  readonly width: number;
}

const folder = join(import.meta.dirname, '../../screens/claude');

export const recorded: readonly Recorded[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

export function recordedScreen(file: string): Screen {
  const row = recorded.find(each => each.file === `${file}.txt`);
  if (!row) throw new Error(`No recorded screen is named ${file}.`);
  return screenOf(readFileSync(join(folder, row.file), 'utf8'), row);
}

export function screenOf(text: string, row: Partial<Recorded> = {}): Screen {
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => line.trimEnd());
  const [cursorX = 0, cursorY = 0] = (row.cursor ?? '0,0').split(',').map(Number);
  return { lines, title: row.title ?? '', cursorX, cursorY, width: row.width ?? 80, height: lines.length };
}

export function read(file: string) {
  return readClaudeScreen(recordedScreen(file));
}

/** `idle` and `completed` differ by history; of a program that has ended a screen says nothing. */
function acceptable({ state, detail }: Recorded): readonly string[] {
  if (state === 'exited') return ['unknown'];
  if (detail === 'interrupted') return ['idle'];
  return state === 'idle' || state === 'completed' ? ['idle', 'completed'] : [state];
}

const waitingFor: Readonly<Record<string, string>> = {
  'question-in-prose': 'question',
  interrupted: '',
  retrying: '',
};

/** The reading is what a person has written down for that screen. */
export function expectReading(reading: ScreenReading, row: Recorded): void {
  const what = `${row.file}, read by ${reading.rule}`;
  expect(acceptable(row), what).toContain(reading.state);
  const waits = row.detail === null ? '' : (waitingFor[row.detail] ?? row.detail);
  expect(reading.waitingFor ?? '', what).toBe(waits);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGeneralScreen } from '../../../../src/core/agents/general/general-screen.ts';
import type { ScreenReading } from '../../../../src/core/agents/shared/agent.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { type Recorded, screenOf } from '../recorded.ts';

/** A recorded screen of any agent, and what a person says of it. */
export interface Known {
  readonly agent: string;
  readonly row: Recorded;
  readonly screen: Screen;
}

const folder = join(import.meta.dirname, '../../../screens');

export function knownScreens(agent: string): readonly Known[] {
  const rows: readonly Recorded[] = JSON.parse(readFileSync(join(folder, agent, 'manifest.json'), 'utf8'));
  return rows.map(row => ({
    agent,
    row,
    screen: screenOf(readFileSync(join(folder, agent, row.file), 'utf8'), row),
  }));
}

/** What the row of a session would say that has worked before. */
export function generalState(screen: Screen): string {
  return stateAfterWork(readGeneralScreen(screen));
}

export function stateAfterWork({ state, ifWorked }: ScreenReading): string {
  return state === 'idle' && ifWorked ? ifWorked.state : state;
}

/** `idle` and `completed` differ by history, and a limit that passes by itself is a failed turn to all but its agent. */
const alike: Readonly<Record<string, readonly string[]>> = {
  idle: ['idle', 'completed'],
  completed: ['idle', 'completed'],
  sleeping: ['failed', 'working', 'sleeping'],
};

export function isRight({ row }: Known, state: string): boolean {
  return (alike[row.state] ?? [row.state]).includes(state);
}

/** A person waits, and the row says that nobody has to. */
export function isRestOverDialog({ row }: Known, state: string): boolean {
  const isDialog = row.state === 'needs-input' && row.detail !== 'question-in-prose';
  return isDialog && (state === 'idle' || state === 'completed');
}

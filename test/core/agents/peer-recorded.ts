import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import type { Agent, ScreenReading } from '../../../src/core/agents/shared/agent.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { expectReading, type Recorded, screenOf } from './recorded.ts';

/** The recorded screens of an agent, in `test/screens/<name>`. */
export function recordedOf(name: string) {
  const folder = join(import.meta.dirname, '../../screens', name);
  const rows: readonly Recorded[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const screen = (file: string): Screen => {
    const row = rows.find(each => each.file === `${file}.txt`);
    if (!row) throw new Error(`No recorded screen of ${name} is named ${file}.`);
    return screenOf(readFileSync(join(folder, row.file), 'utf8'), row);
  };
  return { rows, screen };
}

/** Every recorded screen is read as a person would, also without its title and its upper lines. */
export function readsRecorded(agent: Agent, rows: readonly Recorded[]): void {
  const { screen } = recordedOf(agent.name);
  const read = (row: Recorded, change: (from: Screen) => Screen = from => from): ScreenReading =>
    agent.readScreen(change(screen(row.file.replace('.txt', ''))));
  it.each(rows)('$file is $state $detail', row => {
    expectReading(read(row), row);
  });
  it('each is the same without its title', () => {
    for (const row of rows)
      expectReading(
        read(row, from => ({ ...from, title: '' })),
        row,
      );
  });
  it('each is the same when its top is out of sight', () => {
    for (const row of rows.filter(({ width }) => width >= 100))
      expectReading(
        read(row, from => ({ ...from, lines: from.lines.slice(3), cursorY: from.cursorY - 3 })),
        row,
      );
  });
  it('each is the same below what another program has left there', () => {
    const left = ['me@host:~$ make', 'all: done', '> old words', 'me@host:~$ start', ''];
    for (const row of rows)
      expectReading(
        read(row, from => ({
          ...from,
          lines: [...left, ...from.lines],
          cursorY: from.cursorY + left.length,
        })),
        row,
      );
  });
}

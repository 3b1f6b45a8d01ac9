import { describe, expect, it } from 'vitest';
import { frame } from '../../src/core/frame.ts';
import { helpEntries } from '../../src/core/help-lines.ts';
import type { Mode } from '../../src/core/view-state.ts';
import { aSession, aState } from '../helpers/sessions.ts';

function help(modeBefore: Mode, columns: number, rows: number): string {
  const state = aState([aSession('aaaaaaaa')], { columns, rows, mode: 'help', modeBefore });
  return frame(state).lines.join('\n');
}

describe('the help screen', () => {
  it.each(['list', 'peek'] as const)('shows every key of the %s at 80x28', mode => {
    for (const [keys] of helpEntries(mode)) expect(help(mode, 80, 28)).toContain(keys);
    expect(help(mode, 80, 28)).not.toContain('more in a taller window');
  });

  it('says that there is more where they do not fit', () => {
    expect(help('list', 40, 12)).toContain('more in a taller window');
  });

  it('has a title where there is room', () => {
    expect(help('list', 120, 35)).toContain('Keys in the list');
  });
});

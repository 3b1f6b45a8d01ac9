import { describe, expect, it } from 'vitest';
import { frame } from '../../src/core/frame.ts';
import { peekOf } from '../../src/core/peek.ts';
import { statusLine } from '../../src/core/status-line.ts';
import { fieldWith } from '../../src/core/text-edit.ts';
import { aSession, aState } from '../helpers/sessions.ts';

const bare = (text: string) => text.replace(/\u001b\[\d+m/g, '');
const state = (columns: number) => aState([aSession('aaaaaaaa')], { columns, selectedId: 'aaaaaaaa' });

describe('the last line', () => {
  it.each([40, 60, 80, 120])('tells at %i columns how to see every key', columns => {
    const line = bare(statusLine(state(columns)));
    expect(line).toMatch(/^ enter attaches .*\? for keys$/);
    expect(line.length).toBeLessThan(columns);
  });

  it('tells how to clear a text where not every hint fits', () => {
    const line = bare(statusLine({ ...state(50), field: fieldWith('fix it') }));
    expect(line).toBe(' enter starts it · esc clears');
  });

  it('asks for no input of a session that has ended', () => {
    const ended = aSession('aaaaaaaa', { conclusion: { state: 'completed', process: 'exited' } });
    const list = aState([ended], { selectedId: 'aaaaaaaa' });
    const peek = { ...list, mode: 'peek' as const, peek: peekOf(list, 'aaaaaaaa') };
    expect(frame(peek).lines.map(bare)).toContain('❯ it has ended; Enter shows its last screen');
  });
});

import { describe, expect, it } from 'vitest';
import type { Screen, Waits } from '../../../src/core/screen/screen.ts';
import { lines, pane, shellSpec, watch } from './observation.ts';

const shows = (text: string): Screen => ({ ...lines(text), cursorX: text.length + 1, cursorY: 0 });

/** The state one look after these words have come, and what was seen of the program's processes meanwhile. */
function stateOf(text: string, waits?: Omit<Waits, 'at'> & { readonly at?: number }): string | undefined {
  const seen = { ...pane, ...(waits && { waits: { at: 2000, ...waits } }) };
  return watch([
    { spec: shellSpec, screen: shows(text) },
    { spec: shellSpec, pane: seen },
  ]).at(-1)?.state;
}

describe('a shell job whose output ends as a question', () => {
  it('needs an answer when that stays its last line', () => {
    const [first, second] = watch([{ spec: shellSpec, screen: shows('Go on? [y/N]') }, { spec: shellSpec }]);
    expect([first?.state, second?.state]).toEqual(['working', 'needs-input']);
    expect(second?.question?.text).toBe('Go on? [y/N]');
    expect(second?.summary).toBe('Go on? [y/N]');
  });

  it('works as long as none of its programs reads the terminal', () => {
    expect(stateOf('Go on? [y/N]', { for: 'other' })).toBe('working');
    expect(stateOf('Go on? [y/N]', { for: 'terminal' })).toBe('needs-input');
  });

  it('is not judged by what its programs did before those words', () => {
    expect(stateOf('Go on? [y/N]', { for: 'other', at: 500 })).toBe('needs-input');
  });

  it('asks with any words where a program reads the terminal, and only there', () => {
    expect(stateOf('Name of the thing')).toBe('working');
    expect(stateOf('Name of the thing', { for: undefined })).toBe('working');
    expect(stateOf('Name of the thing', { for: 'terminal' })).toBe('needs-input');
  });

  it('works again when the line is ended, with nothing drawn below it', () => {
    const ended = { ...shows('Password:'), cursorX: 0, cursorY: 1 };
    const states = watch([
      { spec: shellSpec, screen: shows('Password:') },
      { spec: shellSpec },
      { spec: shellSpec, screen: ended },
    ]).map(({ state }) => state);
    expect(states).toEqual(['working', 'needs-input', 'working']);
  });
});

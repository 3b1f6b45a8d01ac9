import { describe, expect, it } from 'vitest';
import type { Tone } from '../../../src/core/text/tone.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { statusLine } from '../../../src/ui/view/status-line.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const ended = { status: { state: 'completed', process: 'exited' } } as const;

function open() {
  const view = createViewStore(aState([aSession('aaaaaaaa', ended), aSession('bbbbbbbb', ended)]), () => {});
  const at = (ms: number) => view.setTime(noon + ms);
  const say = (ms: number, text: string, tone: Tone = 'muted') =>
    view.say(noon + ms, { text, tone, ms: 5000 });
  return { ...view, at, say, line: () => statusLine(view.store.getState()).replace(/\u001b\[\d+m/g, '') };
}

describe('what is said at the bottom', () => {
  it('goes at the next key that changes something, which does its own work', () => {
    const { press, line, store } = open();
    press(['ctrl+s']);
    expect(line()).toContain('Grouped by directory');
    press(['down']);
    expect(line()).toContain('space peeks');
    expect(store.getState().list.selectedId).toBe('bbbbbbbb');
  });

  it('stays at a key that changes nothing, and goes by itself', () => {
    const { press, line, at } = open();
    press(['down', 'ctrl+s', 'down', 'wheel-down:3:3']);
    expect(line()).toContain('Grouped by directory');
    at(4001);
    expect(line()).toContain('space peeks');
  });

  it.each([
    ['a word', 'muted', 700],
    ['a failure', 'failure', 2000],
  ] as const)('stays for a moment when %s comes while keys are in use', (text, tone, ms) => {
    const { press, say, line, at, paste } = open();
    say(0, text, tone);
    press(['x']);
    paste('y');
    expect(line()).toContain(text);
    at(ms - 1);
    expect(line()).toContain(text);
    at(ms);
    expect(line()).toContain('enter starts it');
  });

  it('does not cover what a second Ctrl+X would do, and comes after it', () => {
    const { press, say, line, at } = open();
    press(['ctrl+x', 'ctrl+x', 'down', 'ctrl+x']);
    say(1000, 'Deleted the first, with 2 uncommitted files.');
    say(1000, 'Deleted another.');
    expect(line()).toContain('Ctrl+X again deletes name of bbbbbbbb');
    press(['up']);
    expect(line()).toContain('Deleted the first');
    at(1000 + 5001);
    expect(line()).toContain('Deleted another.');
    at(1000 + 10_002);
    expect(line()).toContain('space peeks');
  });

  it('takes the question with it: what is not asked any more is not confirmed either', () => {
    const { press, line, store } = open();
    press(['ctrl+x', 'x', 'backspace', 'ctrl+x']);
    expect(line()).toContain('Ctrl+X again deletes');
    expect(store.getState().removal.deleted).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { readTerminalAnswers } from '../../../src/ui/input/terminal-answers.ts';

it('reads what terminals answer, in one piece or cut, and takes silence for no', () => {
  const kitty = '\u001b[?0u\u001b[?1004;2$y\u001b[?2026;2$y\u001b[?62;c';
  expect(readTerminalAnswers(kitty)).toEqual({
    kittyKeys: true,
    focus: true,
    synchronized: true,
    isComplete: true,
  });
  expect(readTerminalAnswers('\u001b[?1;2c')).toEqual({
    kittyKeys: false,
    focus: undefined,
    synchronized: undefined,
    isComplete: true,
  });
  expect(readTerminalAnswers('\u001b[?1004;0$y\u001b[?6').isComplete).toBe(false);
  expect(readTerminalAnswers('\u001b[?1004;0$y').focus).toBe(false);
});

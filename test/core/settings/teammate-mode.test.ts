import { expect, it } from 'vitest';
import { teammateFlag, teammateMode } from '../../../src/core/settings/teammate-mode.ts';

it('the strongest word that is one counts, and those before it are named with their place', () => {
  expect(
    teammateMode([
      { from: 'CLAUDE_CODE_SPAWN_BACKEND', value: 'screen' },
      { from: '/x/settings.json, line 2: "teammateMode"', value: 7 },
      { from: '/y/settings.json', value: 'in-process' },
      { from: '/z/settings.json', value: 'wrong too' },
    ]),
  ).toEqual({
    mode: 'in-process',
    problems: [
      'CLAUDE_CODE_SPAWN_BACKEND is "screen", which is none of tmux, in-process, iterm2, auto. It does not count.',
      '/x/settings.json, line 2: "teammateMode" is 7, which is none of tmux, in-process, iterm2, auto. It does not count.',
    ],
  });
  expect(teammateMode([])).toEqual({ mode: undefined, problems: [] });
});

it('among the words for Claude Code the last --teammate-mode counts', () => {
  const of = (line: string) => teammateFlag(line.split(' '))?.value;
  expect(of('--model x --teammate-mode tmux')).toBe('tmux');
  expect(of('--teammate-mode=tmux --teammate-mode in-process')).toBe('in-process');
  expect(of('--teammate-mode')).toBe('');
  expect(of('--teammate-modes x')).toBeUndefined();
});

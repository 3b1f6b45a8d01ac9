import { describe, expect, it } from 'vitest';
import { asksBackground, type LookSettings, lookFor } from '../../../src/ui/theme/detect.ts';

const auto: LookSettings = { theme: 'auto', colours: 'auto', ascii: false };
const depth = (env: Record<string, string>) => lookFor(env, auto).colours;

describe('how many colours', () => {
  it.each([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'truecolor'],
    [{ TERM: 'xterm-256color', COLORTERM: '24bit' }, 'truecolor'],
    [{ TERM: 'xterm-kitty' }, 'truecolor'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 'truecolor'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, '256'],
    [{ TERM: 'xterm-256color' }, '256'],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TMUX: '/tmp/s,1,0' }, '256'],
    [{ TERM: 'screen', TMUX: '/tmp/s,1,0' }, '256'],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/s,1,0', COLORTERM: 'truecolor' }, 'truecolor'],
    [{ TERM: 'screen.xterm-256color', STY: '1.pts', COLORTERM: 'truecolor' }, '256'],
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'linux', COLORTERM: 'truecolor' }, '16'],
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }, 'none'],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, '256'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
    [{}, 'none'],
  ] as const)('reads %o as %s', (env, colours) => {
    expect(depth(env)).toBe(colours);
  });

  it('lets the settings have the last word', () => {
    const env = { TERM: 'xterm-256color', NO_COLOR: '1', COLORFGBG: '15;0' };
    const settings: LookSettings = { theme: 'light', colours: 'truecolor', ascii: true };
    expect(lookFor(env, settings, 'dark')).toEqual({
      colours: 'truecolor',
      unicode: false,
      background: 'light',
    });
  });
});

describe('dark or light', () => {
  it.each([
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;default;15', 'light'],
    ['12;8', 'dark'],
    ['0;7', 'light'],
    ['0;default', undefined],
    ['0;99', undefined],
  ] as const)('reads COLORFGBG=%s as %s', (COLORFGBG, background) => {
    expect(lookFor({ TERM: 'xterm', COLORFGBG }, auto).background).toBe(background);
  });

  it('begins with what the terminal answered the last time', () => {
    expect(lookFor({ TERM: 'xterm', COLORFGBG: '15;0' }, auto, 'light').background).toBe('light');
  });

  it('asks only a terminal that can be asked, and only where the answer matters', () => {
    const asks = (env: Record<string, string>, settings = auto) =>
      asksBackground(env, settings, lookFor(env, settings));
    expect(asks({ TERM: 'xterm-256color' })).toBe(true);
    expect(asks({ TERM: 'xterm-256color', TMUX: '/tmp/s,1,0' })).toBe(true);
    expect(asks({ TERM: 'xterm' })).toBe(false);
    expect(asks({ TERM: 'xterm-256color', NO_COLOR: '1' })).toBe(false);
    expect(asks({ TERM: 'screen-256color', STY: '1.pts' })).toBe(false);
    expect(asks({ TERM: 'xterm-256color' }, { ...auto, theme: 'dark' })).toBe(false);
  });
});

describe('UTF-8', () => {
  it.each([
    [{}, true],
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LC_CTYPE: 'C.utf8', LANG: 'C' }, true],
    [{ LC_ALL: 'C', LANG: 'C.UTF-8' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, false],
  ])('reads %o as %s', (env, unicode) => {
    expect(lookFor({ TERM: 'xterm', ...env }, auto).unicode).toBe(unicode);
  });
});
